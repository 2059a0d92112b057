/**
 * A figure as plain plotly data: what `Plotly.newPlot` takes, and nothing that needs a browser. It can be kept
 * as JSON, compared in a test, and drawn in a notebook.
 */
export interface Figure {
  /** Plotly traces. */
  readonly data: readonly Readonly<Record<string, unknown>>[];
  /** Plotly layout. */
  readonly layout: Readonly<Record<string, unknown>>;
  /** Plotly config, for example `{ displaylogo: false }`. */
  readonly config?: Readonly<Record<string, unknown>>;
}
