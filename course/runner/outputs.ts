import type { MimeBundle, Output } from "./notebook-file.js";

/** The parts of a kernel's message that matter for outputs. */
export interface OutputMessage {
  readonly header: { readonly msg_type: string };
  readonly parent_header: { readonly msg_id?: string };
  readonly content: Readonly<Record<string, unknown>>;
}

/** Gathers what a kernel publishes into the outputs of cells. */
export interface OutputCollector {
  /** Says that messages about request `request` belong to cell `cell`; the cell's outputs start empty. */
  readonly begin: (cell: number, request: string) => void;
  /** Takes a message of the kernel's iopub channel; messages of other requests are ignored. */
  readonly take: (message: OutputMessage) => void;
  /** Adds an output that no kernel sent. */
  readonly add: (cell: number, output: Output) => void;
  /** The outputs of a cell so far. */
  readonly outputs: (cell: number) => readonly Output[];
  /** The number that the kernel gave to the cell's run. */
  readonly executionCount: (cell: number) => number | null;
}

interface CellOutputs {
  outputs: Output[];
  executionCount: number | null;
  clearBeforeNext: boolean;
}

type Display = Extract<Output, { data: MimeBundle }>;

/**
 * Makes a collector with the rules of Jupyter's front ends: neighbouring texts of one stream become one
 * output; a display with an id is updated wherever it stands, by later cells too; `clear_output` empties the
 * cell, with `wait` only when the next output comes.
 */
export function collectOutputs(): OutputCollector {
  const cells = new Map<number, CellOutputs>();
  const requests = new Map<string, CellOutputs>();
  const displays = new Map<string, Display[]>();

  const append = (cell: CellOutputs, output: Output): void => {
    if (cell.clearBeforeNext) {
      cell.outputs = [];
      cell.clearBeforeNext = false;
    }
    const last = cell.outputs.at(-1);
    if (output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name) {
      last.text += output.text;
    } else {
      cell.outputs.push(output);
    }
  };

  const update = (id: string, data: MimeBundle, metadata: Record<string, unknown>): void => {
    for (const shown of displays.get(id) ?? []) Object.assign(shown, { data, metadata });
  };

  const display = (cell: CellOutputs, output: Display, id: string | undefined): void => {
    if (id !== undefined) {
      update(id, output.data, output.metadata);
      displays.set(id, [...(displays.get(id) ?? []), output]);
    }
    append(cell, output);
  };

  const take = ({ header, parent_header, content }: OutputMessage): void => {
    const id = (content.transient as { display_id?: string } | undefined)?.display_id;
    const data = (content.data ?? {}) as MimeBundle;
    const metadata = (content.metadata ?? {}) as Record<string, unknown>;
    // An update may come from anywhere, for example from a timer that an earlier cell started.
    if (header.msg_type === "update_display_data") {
      if (id !== undefined) update(id, data, metadata);
      return;
    }
    const cell = requests.get(parent_header.msg_id ?? "");
    if (cell === undefined) return;
    switch (header.msg_type) {
      case "execute_input":
        cell.executionCount = Number(content.execution_count ?? 0) || null;
        break;
      case "stream":
        append(cell, { output_type: "stream", name: String(content.name), text: String(content.text) });
        break;
      case "display_data":
        display(cell, { output_type: "display_data", data, metadata }, id);
        break;
      case "execute_result": {
        const count = (content.execution_count as number | undefined) ?? null;
        display(cell, { output_type: "execute_result", data, metadata, execution_count: count }, id);
        break;
      }
      case "error": {
        const { ename, evalue, traceback } = content as {
          ename: string;
          evalue: string;
          traceback: string[];
        };
        append(cell, { output_type: "error", ename, evalue, traceback: [...traceback] });
        break;
      }
      case "clear_output":
        if (content.wait) cell.clearBeforeNext = true;
        else cell.outputs = [];
        break;
    }
  };

  const cellAt = (index: number): CellOutputs => {
    const cell = cells.get(index) ?? { outputs: [], executionCount: null, clearBeforeNext: false };
    cells.set(index, cell);
    return cell;
  };

  return {
    begin: (index, request) => {
      cells.delete(index);
      requests.set(request, cellAt(index));
    },
    take,
    add: (index, output) => append(cellAt(index), output),
    outputs: (index) => cells.get(index)?.outputs ?? [],
    executionCount: (index) => cells.get(index)?.executionCount ?? null,
  };
}
