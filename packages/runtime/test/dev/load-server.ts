/** A server for the tests that kill it: says where it is, and ends in order when it is asked to. */
import { startDevServer } from "../../src/dev/index.ts";

const [folder = "", image = "", port = "0"] = process.argv.slice(2);
const server = await startDevServer({ folder, port: Number(port), images: new Map([["*", image]]) });
process.once("SIGTERM", () => void server.close().then(() => process.exit(0)));
console.log(server.endpoint);
