const megabyte = 1024 * 1024;

/** Sizes in bytes, from the environment that the platform sets; `undefined` where it does not offload. */
export function offloadLimits(env: NodeJS.ProcessEnv): { readonly min: number; readonly max: number } | undefined {
  const min = env["_F_L_MIN_SIZE_MB"];
  if (min === undefined || min === "") return undefined;
  return { min: Number(min) * megabyte, max: Number(env["_F_L_MAX_SIZE_MB"] ?? 1000) * megabyte };
}
