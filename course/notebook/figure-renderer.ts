/**
 * The part that runs in the browser: a renderer for plotly figures inside JupyterLab.
 *
 * `installFigureRenderer` is written to a file as its source text (see figure-extension.ts), so it uses nothing
 * outside its own body. It answers JupyterLab's module federation: a script that puts a container with `init`
 * and `get` on `window._JUPYTERLAB`. The types below are the few parts of the page that it touches.
 */

export interface PageElement {
  textContent: string;
  className: string;
  readonly clientWidth: number;
  readonly style: Record<string, string>;
  src?: string;
  alt?: string;
  onload?: () => void;
  onerror?: () => void;
  append(child: PageElement): void;
  replaceChildren(...children: PageElement[]): void;
}

export interface Plotly {
  newPlot(host: PageElement, data: unknown, layout: unknown, config: unknown): Promise<unknown>;
  relayout(host: PageElement, change: unknown): Promise<unknown>;
  purge(host: PageElement): void;
}

/** The browser's `window`, as far as it is used. */
export interface Page {
  readonly document: {
    readonly currentScript: { readonly src: string };
    readonly head: PageElement;
    createElement(tag: string): PageElement;
  };
  readonly ResizeObserver: new (
    changed: () => void,
  ) => { observe(element: PageElement): void; disconnect(): void };
  Plotly?: Plotly;
  _JUPYTERLAB?: Record<string, Container>;
}

type SharedModules = Record<string, Record<string, { loaded?: unknown; get(): Promise<() => unknown> }>>;

export interface Container {
  init(shared: SharedModules): void;
  get(module: string): Promise<() => unknown>;
}

interface Widget {
  readonly node: PageElement;
  dispose(): void;
}

export interface FigureModel {
  readonly trusted: boolean;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What the extension is called, draws, and draws with. */
export interface RendererSettings {
  readonly name: string;
  readonly mimeType: string;
  /** File of plotly.js, beside the script itself. */
  readonly plotlyFile: string;
}

/**
 * Offers the renderer to JupyterLab.
 *
 * In a trusted notebook it shows the figure's picture until plotly.js is there (loaded from the Jupyter server,
 * at the page's first figure), then the interactive figure, which follows the width of its cell. In an
 * untrusted notebook it shows the picture and runs nothing.
 */
export function installFigureRenderer(page: Page, settings: RendererSettings): void {
  const plotlyAddress = page.document.currentScript.src.replace(/[^/]*$/, settings.plotlyFile);
  /** Plotly's own margins are a quarter of a small figure; it widens these where a label needs it. */
  const MARGIN = { l: 70, r: 40, t: 60, b: 60 };
  let shared: SharedModules = {};
  let loading: Promise<Plotly> | undefined;

  function loadPlotly(): Promise<Plotly> {
    loading ??= new Promise<Plotly>((resolve, reject) => {
      const others = page.Plotly;
      const script = page.document.createElement("script");
      script.src = plotlyAddress;
      script.onload = () => {
        const ours = page.Plotly as Plotly;
        if (others) page.Plotly = others;
        resolve(ours);
      };
      script.onerror = () => {
        loading = undefined;
        reject(new Error(`plotly.js could not be loaded from ${plotlyAddress}`));
      };
      page.document.head.append(script);
    });
    return loading;
  }

  /** The figure's PNG, or its text where there is no PNG. */
  function picture(model: FigureModel): PageElement {
    const png = model.data["image/png"];
    const facts = (model.metadata["image/png"] ?? {}) as { width?: number; alt?: string };
    if (!png) {
      const text = page.document.createElement("pre");
      text.textContent = String(model.data["text/plain"] ?? "A figure");
      return text;
    }
    const image = page.document.createElement("img");
    image.src = `data:image/png;base64,${String(png).replace(/\s/g, "")}`;
    image.alt = facts.alt ?? "";
    image.style.maxWidth = "100%";
    if (facts.width) image.style.width = `${facts.width}px`;
    return image;
  }

  /** A layout's own size is its largest; a narrower cell shrinks it in proportion. */
  function fittingSize(layout: { width?: number; height?: number }, space: number) {
    const width = Math.min(space, layout.width ?? space);
    const height = layout.height ?? 450;
    return { width, height: layout.width ? Math.round((height * width) / layout.width) : height };
  }

  function rendererClass(WidgetClass: new () => Widget) {
    return class FigureView extends WidgetClass {
      private graph: PageElement | undefined;
      private plotly: Plotly | undefined;
      private width = 0;
      private layout: { width?: number; height?: number } = {};
      /** Counts the renderings, so that one that was overtaken while it waited stops. */
      private turn = 0;
      private readonly observer = new page.ResizeObserver(() => this.fit());

      async renderModel(model: FigureModel): Promise<void> {
        this.clear();
        const turn = this.turn;
        const still = picture(model);
        this.node.replaceChildren(still);
        if (!model.trusted) return;
        // plotly changes what it is given, and the model belongs to the notebook: draw a copy.
        const figure = JSON.parse(JSON.stringify(model.data[settings.mimeType]));
        this.layout = figure.layout ?? {};
        const plotly = await loadPlotly();
        const space = await this.widthOnScreen();
        if (turn !== this.turn) return;
        const graph = page.document.createElement("div");
        const layout = {
          margin: MARGIN,
          ...this.layout,
          ...fittingSize(this.layout, space),
          autosize: false,
        };
        this.node.replaceChildren(graph);
        try {
          await plotly.newPlot(graph, figure.data, layout, { displaylogo: false, ...figure.config });
        } catch (error) {
          this.node.replaceChildren(still);
          throw error;
        }
        this.graph = graph;
        this.plotly = plotly;
        this.width = space;
        this.observer.observe(this.node);
      }

      /** Waits until the cell is laid out: JupyterLab renders outputs before it attaches them. */
      private widthOnScreen(): Promise<number> {
        return new Promise((resolve) => {
          const waiting = new page.ResizeObserver(() => {
            if (this.node.clientWidth === 0) return;
            waiting.disconnect();
            resolve(this.node.clientWidth);
          });
          waiting.observe(this.node);
        });
      }

      private fit(): void {
        const space = this.node.clientWidth;
        if (!this.graph || space === 0 || space === this.width) return;
        this.width = space;
        this.plotly?.relayout(this.graph, fittingSize(this.layout, space));
      }

      private clear(): void {
        this.turn++;
        this.observer.disconnect();
        if (this.graph) this.plotly?.purge(this.graph);
        this.graph = undefined;
      }

      override dispose(): void {
        this.clear();
        super.dispose();
      }
    };
  }

  async function mimeExtension(): Promise<() => unknown> {
    const versions = Object.values(shared["@lumino/widgets"] ?? {});
    const version = versions.find((entry) => entry.loaded) ?? versions[0];
    const widgets = (await version.get())() as { Widget: new () => Widget };
    const View = rendererClass(widgets.Widget);
    const rendererFactory = { safe: true, mimeTypes: [settings.mimeType], createRenderer: () => new View() };
    const plugin = { id: `${settings.name}:figure`, rendererFactory, rank: 0, dataType: "json" };
    return () => ({ __esModule: true, default: plugin });
  }

  page._JUPYTERLAB ??= {};
  page._JUPYTERLAB[settings.name] = {
    init: (modules) => {
      shared = modules;
    },
    get: (module) =>
      module === "./mimeExtension" ? mimeExtension() : Promise.reject(new Error(`No module ${module}`)),
  };
}
