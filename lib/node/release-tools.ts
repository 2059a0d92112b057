import { createHash } from "node:crypto";
import type { ReleaseTools } from "../release/release-parts.js";
import { renderPdf } from "./render-pdf.js";
import { renderPng, WIDEST_PNG } from "./render-png.js";
import { reportPdf } from "./report-pdf.js";

/**
 * What a release needs of this machine: checksums, pictures and PDF, for `makeRelease`.
 *
 * @param fontFiles - further fonts, for scripts that the shipped Noto Sans lacks
 *
 * @example
 * releaseTools().sha256("").slice(0, 8); // => "e3b0c442"
 */
export function releaseTools(fontFiles: readonly string[] = []): ReleaseTools {
  return {
    sha256: (content) => createHash("sha256").update(content).digest("hex"),
    png: (svg, width) => renderPng(svg, { width: Math.min(width, WIDEST_PNG), fontFiles }),
    pdf: (svg, facts) => renderPdf(svg, { ...facts, fontFiles }),
    reportPdf: (document) => reportPdf(document, { fontFiles }),
  };
}
