import { startS3 } from "./servers.ts";
import { testObjects } from "./test-objects.ts";

testObjects("S3", startS3);
