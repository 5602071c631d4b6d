import { startAzure } from "./servers.ts";
import { testObjects } from "./test-objects.ts";

testObjects("Azure Blob Storage", startAzure);
