// sql.js ships no types; what igdp uses of it.
declare module "sql.js/dist/sql-wasm-inline.js" {
  interface Statement {
    run(values: readonly (string | number | null | Uint8Array)[]): void;
    free(): void;
  }
  interface Database {
    run(sql: string, values?: readonly (string | number | null | Uint8Array)[]): void;
    prepare(sql: string): Statement;
    export(): Uint8Array;
    close(): void;
  }
  export default function initSqlJs(): Promise<{ Database: new () => Database }>;
}
