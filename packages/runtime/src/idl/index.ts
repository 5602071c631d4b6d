/** The model to flyteidl's messages and back; the only folder that imports generated protobuf code. */
export { bindingDataFromIdl, bindingDataToIdl, bindingFromIdl, bindingToIdl } from "./binding.ts";
export { dynamicJobFromIdl, dynamicJobToBinary, dynamicJobToIdl } from "./dynamic-job.ts";
export { errorDocumentFromIdl, errorDocumentToIdl } from "./error-document.ts";
export { identifierFromIdl, identifierToIdl } from "./identifier.ts";
export { launchPlanFromIdl, launchPlanSpecFromIdl, launchPlanSpecToIdl, launchPlanToIdl } from "./launch-plan.ts";
export { literalFromIdl, literalMapFromIdl, literalMapToIdl, literalToIdl } from "./literal.ts";
export { literalTypeFromIdl, literalTypeToIdl } from "./literal-type.ts";
export { nodeFromIdl, nodeToIdl } from "./node.ts";
export { taskSpecFromIdl, taskSpecToIdl, workflowSpecFromIdl, workflowSpecToIdl } from "./spec.ts";
export { specToBinary } from "./spec-to-binary.ts";
export { specsToJson } from "./specs-to-json.ts";
export { taskTemplateFromIdl, taskTemplateToIdl } from "./task-template.ts";
export { typedInterfaceFromIdl, typedInterfaceToIdl } from "./typed-interface.ts";
export { workflowTemplateFromIdl, workflowTemplateToIdl } from "./workflow-template.ts";
