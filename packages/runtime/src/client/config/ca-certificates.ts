import { readFileSync } from "node:fs";
import { badSetting, type SettingPlace, unreadableSettingFile } from "../../errors/client-config.ts";
import type { ClientConfig } from "./client-config.ts";

/** The certificates that a configuration names, as PEM. */
export function readCaCertificates({ caCertFile }: ClientConfig): string | undefined {
  if (caCertFile === undefined) return undefined;
  const place: SettingPlace = { key: "caCertFilePath" };
  let pem: string;
  try {
    pem = readFileSync(caCertFile, "utf8");
  } catch (error) {
    throw unreadableSettingFile(place, caCertFile, error);
  }
  if (!pem.includes("-----BEGIN CERTIFICATE-----"))
    throw badSetting(place, "a file of PEM with certificates", caCertFile);
  return pem;
}
