import { Code, ConnectError, type Interceptor } from "@connectrpc/connect";

/** Says what failed by no fault of the client's, here and to the client: the disk is full, the database is damaged. */
export function reportFailures(log: (line: string) => void): Interceptor {
  return (next) => async (request) => {
    try {
      return await next(request);
    } catch (error) {
      if (error instanceof ConnectError) throw error;
      const why = error instanceof Error ? error.message : String(error);
      log(`${request.method.name} failed: ${why}`);
      throw new ConnectError(why, Code.Internal, undefined, undefined, error);
    }
  };
}
