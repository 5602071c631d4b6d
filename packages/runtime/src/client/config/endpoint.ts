import { badSetting, type SettingPlace } from "../../errors/client-config.ts";

/** `host` or `host:port` of an endpoint as people write it: with `dns:///` or a scheme of HTTP in front. */
export function parseEndpoint(text: string, place: SettingPlace): string {
  const bare = text
    .trim()
    .replace(/^(?:dns:\/\/\/?|https?:\/\/)/i, "")
    .replace(/\/+$/, "");
  if (bare === "" || !URL.canParse(`https://${bare}`)) throw badSetting(place, "host or host:port", text);
  const { host, pathname, search, username } = new URL(`https://${bare}`);
  if (pathname !== "/" || search !== "" || username !== "" || host === "") {
    throw badSetting(place, "host or host:port", text);
  }
  return bare.toLowerCase();
}
