import { describe, expect, it, vi } from "vitest";
import {
  type Container,
  type FigureModel,
  installFigureRenderer,
  type Page,
  type PageElement,
  type Plotly,
} from "../../../course/notebook/figure-renderer.js";

const MIME = "application/vnd.plotly.v1+json";
const settings = { name: "igdp-figures", mimeType: MIME, plotlyFile: "plotly.js" };

interface FakeElement extends PageElement {
  readonly tag: string;
  children: FakeElement[];
}

function fakeElement(tag: string, clientWidth = 600): FakeElement {
  const element: FakeElement = {
    tag,
    textContent: "",
    className: "",
    clientWidth,
    style: {},
    children: [],
    append: (child) => void element.children.push(child as FakeElement),
    replaceChildren: (...children) => {
      element.children = children as FakeElement[];
    },
  };
  return element;
}

/** A page that has as much of a browser and of JupyterLab as the renderer touches. */
async function fakePage(answer: "loads" | "fails") {
  const plotly = { newPlot: vi.fn(async () => {}), relayout: vi.fn(async () => {}), purge: vi.fn() };
  const head = fakeElement("head");
  const page: Page & { _JUPYTERLAB?: Record<string, Container> } = {
    document: {
      currentScript: { src: "http://127.0.0.1/lab/extensions/igdp-figures/static/remoteEntry.1.js?v=2" },
      head,
      createElement: (tag) => fakeElement(tag),
    },
    ResizeObserver: class {
      constructor(private readonly changed: () => void) {}
      observe() {
        this.changed();
      }
      disconnect() {}
    },
  };
  head.append = (script) => {
    head.children.push(script as FakeElement);
    queueMicrotask(() => {
      if (answer === "loads") page.Plotly = plotly as unknown as Plotly;
      if (answer === "loads") script.onload?.();
      else script.onerror?.();
    });
  };
  // From its source text, as the browser gets it: whatever it takes from outside its own body fails here.
  new Function("page", "settings", `(${installFigureRenderer.toString()})(page, settings)`)(page, settings);
  const container = page._JUPYTERLAB?.["igdp-figures"] as Container;
  class Widget {
    readonly node = fakeElement("div");
    dispose() {}
  }
  container.init({ "@lumino/widgets": { "2.0.0": { loaded: 1, get: async () => () => ({ Widget }) } } });
  const module = (await container.get("./mimeExtension"))() as {
    default: { rendererFactory: { createRenderer(): Renderer; mimeTypes: string[]; safe: boolean } };
  };
  return { plotly, head, factory: module.default.rendererFactory };
}

interface Renderer {
  readonly node: FakeElement;
  renderModel(model: FigureModel): Promise<void>;
  dispose(): void;
}

const figure = { data: [{ y: [1] }], layout: { width: 1200, height: 800 } };
const model = (trusted: boolean): FigureModel => ({
  trusted,
  data: { [MIME]: figure, "image/png": "AAAA\n", "text/plain": "[A map]" },
  metadata: { "image/png": { width: 480, alt: "A map" } },
});

describe("the figure renderer in the browser", () => {
  it("draws a copy of the figure, shrunk in proportion to the cell", async () => {
    const { factory, plotly } = await fakePage("loads");
    expect(factory.mimeTypes).toEqual([MIME]);
    const view = factory.createRenderer();
    await view.renderModel(model(true));
    const [host, data, layout] = plotly.newPlot.mock.calls[0] as unknown as [FakeElement, unknown, object];
    expect(view.node.children).toEqual([host]);
    expect(data).toEqual(figure.data);
    expect(data).not.toBe(figure.data);
    expect(layout).toMatchObject({ width: 600, height: 400 });
    view.dispose();
    expect(plotly.purge).toHaveBeenCalledWith(host);
  });

  it("loads plotly once for many figures, from beside its own script", async () => {
    const { factory, head } = await fakePage("loads");
    await Promise.all([1, 2, 3].map(() => factory.createRenderer().renderModel(model(true))));
    expect(head.children.map((script) => script.src)).toEqual([
      "http://127.0.0.1/lab/extensions/igdp-figures/static/plotly.js",
    ]);
  });

  it("shows the picture with its description, and loads nothing, where the notebook is not trusted", async () => {
    const { factory, head, plotly } = await fakePage("loads");
    const view = factory.createRenderer();
    await view.renderModel(model(false));
    const [image] = view.node.children;
    expect([image.tag, image.src, image.alt]).toEqual(["img", "data:image/png;base64,AAAA", "A map"]);
    expect(image.style).toMatchObject({ width: "480px", maxWidth: "100%" });
    expect(head.children).toEqual([]);
    expect(plotly.newPlot).not.toHaveBeenCalled();
  });

  it("keeps the picture and says why if plotly cannot be loaded", async () => {
    const { factory } = await fakePage("fails");
    const view = factory.createRenderer();
    await expect(view.renderModel(model(true))).rejects.toThrow(/plotly\.js could not be loaded from http/);
    expect(view.node.children[0].tag).toBe("img");
  });

  it("keeps the picture if plotly cannot draw the figure", async () => {
    const { factory, plotly } = await fakePage("loads");
    plotly.newPlot.mockRejectedValueOnce(new Error("no such trace"));
    const view = factory.createRenderer();
    await expect(view.renderModel(model(true))).rejects.toThrow("no such trace");
    expect(view.node.children[0].tag).toBe("img");
  });

  it("shows the text of a figure that has no picture", async () => {
    const { factory } = await fakePage("loads");
    const view = factory.createRenderer();
    await view.renderModel({ trusted: false, data: { "text/plain": "[A map]" }, metadata: {} });
    expect(view.node.children[0]).toMatchObject({ tag: "pre", textContent: "[A map]" });
  });
});
