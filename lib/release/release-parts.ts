import type { Columns } from "../core/columns.js";
import type { Grid, Region } from "../core/grid.js";
import type { InputFile } from "../core/report.js";
import type { MapLines } from "../map/map-lines.js";
import type { Chain } from "./chain.js";
import type { ChainFile } from "./command-run.js";
import type { CrossValidation } from "./cross-validation.js";
import type { ReportDocument } from "./report-blocks.js";
import type { ReleaseSettings } from "./settings.js";

/** A file of a release: its bytes, or where the file is that is copied as it stands. */
export interface ReleaseFile {
  /** Path inside the release, with `/`. */
  readonly path: string;
  /** What it is, for lists of files. */
  readonly title: string;
  readonly bytes?: Uint8Array;
  readonly copyOf?: ChainFile & { readonly from: string };
}

/** A file of a release with its length and checksum. */
export interface ListedFile {
  readonly path: string;
  readonly title: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A grid to release. */
export interface ReleaseGrid {
  /** Its name in the release, without folder and ending. */
  readonly stem: string;
  /** The file that it was read from, and those beside it that were read too. */
  readonly files: readonly InputFile[];
  readonly grid: Grid;
}

/** Points to release. */
export interface ReleasePoints {
  /** The file that they were read from. */
  readonly file: InputFile;
  readonly columns: Columns;
  /** Their coordinate system: `EPSG:4326`, another `EPSG:n` or `plane`. */
  readonly crs: string;
}

/** What a release is made from. */
export interface ReleaseParts {
  readonly settings: ReleaseSettings;
  /** The first one is the map. */
  readonly grids: readonly ReleaseGrid[];
  readonly points?: ReleasePoints;
  readonly chain: Chain;
  /** Where the raw files are; those that are not named are not in the release. */
  readonly sources: readonly (ChainFile & { readonly from: string })[];
  /** Coasts and borders in degrees, for the sheets; none draws none. */
  readonly coasts?: readonly MapLines[];
  /** Coasts in degrees for the little map of where the large one lies. */
  readonly indexLines?: readonly MapLines[];
}

/** What a release needs of the machine. */
export interface ReleaseTools {
  /** SHA-256 as 64 hexadecimal digits. */
  readonly sha256: (bytes: Uint8Array | string) => string;
  readonly png: (svg: string, width: number) => Uint8Array;
  readonly pdf: (svg: string, facts: { readonly title: string; readonly date: Date }) => Promise<Uint8Array>;
  readonly reportPdf: (document: ReportDocument) => Promise<Uint8Array>;
}

/** What `provenance.json` holds. */
export interface Provenance {
  readonly igdp: string;
  readonly chain: Chain;
  /** The grids as they were read: each file by its name in the chain, those beside it after it. */
  readonly grids: readonly (readonly InputFile[])[];
  readonly points?: InputFile;
  /** The raw files that are in the release, by their paths in it. */
  readonly sources: readonly { readonly path: string; readonly sha256: string }[];
  /** Every file of the release but `provenance.json` and `SHA256SUMS`. */
  readonly files: readonly ListedFile[];
}

/** Figures of a grid for metadata and report; NaN nodes do not count. */
export interface GridFacts {
  readonly stem: string;
  /** `complete_bouguer_anomaly_mgal` → `Complete Bouguer anomaly`. */
  readonly quantity: string;
  /** The same without a capital, unless it starts with a name. */
  readonly quantityInSentence: string;
  readonly units: string;
  readonly crs: string;
  readonly nodes: number;
  /** Number of columns and rows of nodes. */
  readonly size: readonly [columns: number, rows: number];
  readonly known: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly deviation: number;
  /** Distances between nodes along x and y, in degrees or metres. */
  readonly spacing: readonly [number, number];
  readonly region: Region;
  /** West, east, south, north in degrees; undefined where the grid lies nowhere on the Earth. */
  readonly degrees?: Region;
  /** Median of the standard deviation, where the grid has one. */
  readonly sigma?: number;
  /**
   * Grid less points: how many points, of how many without a flag (the others lie where the grid has no value, or have none
   * themselves), mean and standard deviation; where the points have the grid's column.
   */
  readonly misfit?: {
    readonly points: number;
    readonly withoutFlag: number;
    readonly mean: number;
    readonly deviation: number;
  };
  /** What cross-validation says of it, where the chain has one. */
  readonly crossValidation?: CrossValidation;
}
