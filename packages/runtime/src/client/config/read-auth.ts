import { badSetting } from "../../errors/client-config.ts";
import type { AuthConfig, AuthMode } from "./client-config.ts";
import type { Reader } from "./reader.ts";
import { SecretText } from "./secret-text.ts";
import { type Found, readText } from "./setting.ts";

/** What a caller may say of who the client is. */
export type AuthOverrides = Partial<Omit<AuthConfig, "clientSecret">> & { readonly clientSecret?: string };

const authModes = new Map<string, AuthMode>([
  ["pkce", "pkce"],
  ["standard", "pkce"],
  ["deviceflow", "device-flow"],
  ["clientsecret", "client-secret"],
  ["client_credentials", "client-secret"],
  ["basic", "client-secret"],
  ["externalcommand", "external-command"],
  ["external_process", "external-command"],
]);

/** Who the client is; what the caller says wins. */
export function readAuth(read: Reader, given: AuthOverrides): AuthConfig {
  const mode = read.found("credentials.auth_mode", "admin.authType");
  const clientId = given.clientId ?? read.text("credentials.client_id", "admin.clientId");
  const secret = given.clientSecret === undefined ? readClientSecret(read) : new SecretText(given.clientSecret);
  const audience = given.audience ?? read.text("credentials.audience", "admin.audience");
  return {
    mode: given.mode ?? (mode === undefined ? "pkce" : readMode(mode)),
    command: given.command ?? read.list("credentials.command", "admin.command"),
    proxyCommand: given.proxyCommand ?? read.list("credentials.proxy_command", "admin.proxyCommand"),
    ...(clientId === undefined ? {} : { clientId }),
    ...(secret === undefined ? {} : { clientSecret: secret }),
    scopes: given.scopes ?? read.list("credentials.scopes", "admin.scopes"),
    ...(audience === undefined ? {} : { audience }),
  };
}

function readMode(found: Found): AuthMode {
  const text = readText(found);
  const mode = authModes.get(text.toLowerCase());
  if (mode === undefined) throw badSetting(found.place, "Pkce, DeviceFlow, ClientSecret or ExternalCommand", text);
  return mode;
}

/** The secret itself, the variable that holds it, or the file. */
function readClientSecret(read: Reader): SecretText | undefined {
  const secret = read.secretOf({ ini: ["credentials.client_credentials_secret", "credentials.client_secret"] });
  if (secret !== undefined) return secret;
  const variable = read.found("credentials.client_secret_env_var", "admin.clientSecretEnvVar");
  if (variable !== undefined) {
    const name = readText(variable);
    const value = read.env[name];
    if (value === undefined) throw badSetting(variable.place, "the name of a variable that is set", name);
    return new SecretText(value.trim());
  }
  const location = read.found("credentials.client_secret_location", "admin.clientSecretLocation");
  return location === undefined ? undefined : new SecretText(read.fileOf(location).trim());
}
