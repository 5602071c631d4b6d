import { create } from "@bufbuild/protobuf";
import type { Description } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  type DescriptionEntity,
  DescriptionEntitySchema,
  DescriptionFormat,
  DescriptionSchema,
} from "./gen/flyteidl/admin/description_entity_pb.ts";
import { onlyKnown } from "./only-known.ts";

const formats = {
  rst: DescriptionFormat.RST,
  markdown: DescriptionFormat.MARKDOWN,
  html: DescriptionFormat.HTML,
  unknown: DescriptionFormat.UNKNOWN,
} as const satisfies { [name in Description["format"]]: number };

/** The long description is always written, with its format, even without a text. */
export function descriptionToIdl({ short, long, format, sourceLink }: Description): DescriptionEntity {
  return create(DescriptionEntitySchema, {
    shortDescription: short,
    longDescription: {
      content: long === "" ? { case: undefined } : { case: "value", value: long },
      format: formats[format],
    },
    sourceCode: sourceLink === undefined ? undefined : { link: sourceLink },
  });
}

/** Reads an `admin.DescriptionEntity`; tags, icons and offloaded texts are refused. */
export function descriptionFromIdl(description: DescriptionEntity): Description {
  onlyKnown(DescriptionEntitySchema, description, ["shortDescription", "longDescription", "sourceCode"]);
  const { shortDescription, longDescription, sourceCode } = description;
  if (longDescription !== undefined) onlyKnown(DescriptionSchema, longDescription, ["value", "format"]);
  return {
    short: shortDescription,
    long: longDescription?.content.value ?? "",
    format: enumName(formats, longDescription?.format ?? 0, "flyteidl.admin.DescriptionFormat"),
    ...(sourceCode === undefined ? {} : { sourceLink: sourceCode.link }),
  };
}
