import { strFromU8, unzlibSync } from "fflate";

/** The bytes of a data block of a page, unpacked; undefined where there is no such block. */
export function blockOf(html: string, id: string): Uint8Array | undefined {
  const found = new RegExp(
    `<script type="application/octet-stream" id="${id}">([A-Za-z0-9+/=]*)</script>`,
  ).exec(html);
  return found ? unzlibSync(Buffer.from(found[1], "base64")) : undefined;
}

/** The JSON of a page. */
export function pageJson(html: string): {
  readonly degrees: boolean;
  readonly region: readonly number[];
  readonly layers: readonly {
    readonly name: string;
    readonly title: string;
    readonly units: string;
    readonly decimals: number;
    readonly columns: number;
    readonly rows: number;
    readonly values: object;
    readonly sigma?: object;
  }[];
  readonly points?: {
    readonly x: readonly number[];
    readonly names?: readonly string[];
    readonly values: Readonly<Record<string, readonly (number | null)[]>>;
  };
} {
  const bytes = blockOf(html, "page-data");
  if (!bytes) throw new Error("the page has no data");
  return JSON.parse(strFromU8(bytes));
}
