import { create } from "@bufbuild/protobuf";
import type { DataLoadingConfig } from "../model/index.ts";
import { enumName } from "./enum-name.ts";
import {
  DataLoadingConfig_LiteralMapFormat,
  DataLoadingConfigSchema,
  type DataLoadingConfig as IdlDataLoadingConfig,
  type IOStrategy as IdlIoStrategy,
  IOStrategy_DownloadMode,
  IOStrategy_UploadMode,
} from "./gen/flyteidl/core/tasks_pb.ts";

type IoStrategy = NonNullable<DataLoadingConfig["ioStrategy"]>;

const formats = {
  json: DataLoadingConfig_LiteralMapFormat.JSON,
  yaml: DataLoadingConfig_LiteralMapFormat.YAML,
  proto: DataLoadingConfig_LiteralMapFormat.PROTO,
} as const satisfies { [name in DataLoadingConfig["format"]]: number };

const downloadModes = {
  eager: IOStrategy_DownloadMode.DOWNLOAD_EAGER,
  stream: IOStrategy_DownloadMode.DOWNLOAD_STREAM,
  none: IOStrategy_DownloadMode.DO_NOT_DOWNLOAD,
} as const satisfies { [name in IoStrategy["downloadMode"]]: number };

const uploadModes = {
  "on-exit": IOStrategy_UploadMode.UPLOAD_ON_EXIT,
  eager: IOStrategy_UploadMode.UPLOAD_EAGER,
  none: IOStrategy_UploadMode.DO_NOT_UPLOAD,
} as const satisfies { [name in IoStrategy["uploadMode"]]: number };

/** Where a container of any program finds its inputs and leaves its outputs, as `core.DataLoadingConfig`. */
export function dataLoadingToIdl(config: DataLoadingConfig): IdlDataLoadingConfig {
  const { enabled, inputPath, outputPath, format, ioStrategy } = config;
  return create(DataLoadingConfigSchema, {
    enabled,
    inputPath,
    outputPath,
    format: formats[format],
    ioStrategy:
      ioStrategy === undefined
        ? undefined
        : {
            downloadMode: downloadModes[ioStrategy.downloadMode],
            uploadMode: uploadModes[ioStrategy.uploadMode],
          },
  });
}

/** Reads a `core.DataLoadingConfig`. */
export function dataLoadingFromIdl(config: IdlDataLoadingConfig): DataLoadingConfig {
  const { enabled, inputPath, outputPath, format, ioStrategy } = config;
  return {
    enabled,
    inputPath,
    outputPath,
    format: enumName(formats, format, "flyteidl.core.DataLoadingConfig.LiteralMapFormat"),
    ...(ioStrategy === undefined ? {} : { ioStrategy: ioStrategyFromIdl(ioStrategy) }),
  };
}

function ioStrategyFromIdl({ downloadMode, uploadMode }: IdlIoStrategy): IoStrategy {
  return {
    downloadMode: enumName(downloadModes, downloadMode, "flyteidl.core.IOStrategy.DownloadMode"),
    uploadMode: enumName(uploadModes, uploadMode, "flyteidl.core.IOStrategy.UploadMode"),
  };
}
