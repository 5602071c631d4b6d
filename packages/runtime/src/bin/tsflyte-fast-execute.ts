#!/usr/bin/env node
import { fastExecute } from "../execute/fast-execute.ts";

process.exitCode = await fastExecute(process.argv.slice(2));
