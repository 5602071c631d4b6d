/** A workflow as a flowchart in Mermaid's language, which GitHub and many editors show. */
import { onlyWaitedFor } from "./draw-graph.ts";
import type { GraphPicture, PictureNode } from "./graph-picture.ts";

/** The picture of a workflow for Mermaid. Workflows and branches inside are boxes around their nodes. */
export function mermaidGraph(picture: GraphPicture): string {
  const chart = new Chart();
  chart.addGraph(picture, "", "  ");
  return ["flowchart TD", ...chart.boxes, ...chart.edges].join("\n");
}

/** Collects the lines of a flowchart. */
class Chart {
  readonly boxes: string[] = [];
  readonly edges: string[] = [];

  addGraph({ nodes, failureNode }: GraphPicture, path: string, indent: string): void {
    for (const node of nodes) this.#addNode(node, path, indent, path);
    if (failureNode !== undefined) this.#addNode(failureNode, path, indent, path);
  }

  /** @param around the path of the graph whose nodes it takes from */
  #addNode(node: PictureNode, path: string, indent: string, around: string): void {
    const key = keyOf(path, node.id);
    const label = labelOf(node);
    if (node.cases === undefined && node.workflow === undefined) {
      this.boxes.push(`${indent}${key}${shapeOf(node, label)}`);
    } else {
      this.boxes.push(`${indent}subgraph ${key}[${quoted(label)}]`);
      if (node.workflow !== undefined) this.addGraph(node.workflow, `${path}${node.id}_`, `${indent}  `);
      for (const [index, { condition, node: inside, error }] of (node.cases ?? []).entries()) {
        const start = `${key}_case${index}`;
        this.boxes.push(`${indent}  ${start}{{${quoted(condition ?? "else")}}}`);
        if (inside === undefined) {
          this.boxes.push(`${indent}  ${start}_error[/${quoted(`fail: ${error ?? ""}`)}/]`);
          this.edges.push(`  ${start} --> ${start}_error`);
        } else {
          this.#addNode(inside, `${path}${node.id}_`, `${indent}  `, around);
          this.edges.push(`  ${start} --> ${keyOf(`${path}${node.id}_`, inside.id)}`);
        }
      }
      this.boxes.push(`${indent}end`);
    }
    const waits = new Set(onlyWaitedFor(node));
    for (const id of node.upstream) {
      this.edges.push(`  ${keyOf(around, id)} ${waits.has(id) ? "-.->" : "-->"} ${key}`);
    }
  }
}

function labelOf({ id, kind, entity }: PictureNode): string {
  return `${id}: ${kind === "task" ? "" : `${kind} `}${entity}`;
}

function shapeOf({ kind }: PictureNode, label: string): string {
  if (kind === "map") return `[[${quoted(label)}]]`;
  if (kind === "approve" || kind === "signal" || kind === "sleep") return `([${quoted(label)}])`;
  return `[${quoted(label)}]`;
}

/** Ids of letters, digits and underscores only: `end` and dashes mean something in Mermaid. */
function keyOf(path: string, id: string): string {
  return `node_${path}${id}`.replace(/[^A-Za-z0-9_]/g, "_");
}

function quoted(text: string): string {
  return `"${text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}"`;
}
