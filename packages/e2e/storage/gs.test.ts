import { startGs } from "./servers.ts";
import { testObjects } from "./test-objects.ts";

testObjects("Google Cloud Storage", startGs);
