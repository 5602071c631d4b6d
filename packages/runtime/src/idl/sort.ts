import { create } from "@bufbuild/protobuf";
import { type Sort, Sort_Direction, SortSchema } from "./gen/flyteidl/admin/common_pb.ts";

/** An order of a list, as `admin.Sort`. */
export function sortToIdl(key: string, isAscending: boolean): Sort {
  return create(SortSchema, { key, direction: isAscending ? Sort_Direction.ASCENDING : Sort_Direction.DESCENDING });
}
