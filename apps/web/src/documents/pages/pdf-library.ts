import {
  AnnotationMode,
  getDocument,
  GlobalWorkerOptions,
  PDFDataRangeTransport,
  TextLayer,
  VerbosityLevel,
  type PDFDocumentLoadingTask,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import { FileRanges } from './file-ranges.js';

export type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFPageProxy };

// A variable, because the bundler rewrites `new URL(…, import.meta.url)`.
const script = import.meta.url;
const data = (name: string): string => new URL(`${PDF_DATA_FOLDER}/${name}`, script).href;

GlobalWorkerOptions.workerSrc = data('legacy/build/pdf.worker.min.mjs');

/** The limit of the server for pictures, in pixels (`document.max_pixels`). */
const MAX_IMAGE_PIXELS = 50_000_000;

/** Lets pdf.js read the file by `FileRanges`. */
class RangeTransport extends PDFDataRangeTransport {
  readonly ranges: FileRanges;

  constructor({ url, size, sha256 }: PdfAddress) {
    super(size, null);
    this.ranges = new FileRanges({
      url,
      sha256,
      onBytes: (begin, bytes) => {
        this.onDataRange(begin, bytes);
      },
    });
  }

  override requestDataRange(begin: number, end: number): void {
    this.ranges.request({ begin, end });
  }

  override abort(): void {
    this.ranges.close();
  }
}

export interface PdfAddress {
  /** Whole path on this host. */
  readonly url: string;
  /** In bytes. */
  readonly size: number;
  readonly sha256: string;
}

export interface PdfOpening {
  readonly task: PDFDocumentLoadingTask;
  readonly ranges: FileRanges;
}

/** Opens a PDF of this server by parts, as its pages are drawn. Nothing in the file is executed. */
export function openPdf(address: PdfAddress): PdfOpening {
  const range = new RangeTransport(address);
  const task = getDocument({
    range,
    disableAutoFetch: true,
    disableStream: true,
    cMapUrl: data('cmaps/'),
    standardFontDataUrl: data('standard_fonts/'),
    wasmUrl: data('wasm/'),
    useWasm: false,
    isEvalSupported: false,
    enableXfa: false,
    maxImageSize: MAX_IMAGE_PIXELS,
    verbosity: VerbosityLevel.ERRORS,
  });
  return { task, ranges: range.ranges };
}

export interface DrawnPage {
  /** Rejects if the page cannot be drawn, or was cancelled. */
  readonly done: Promise<void>;
  readonly cancel: () => void;
}

/** Size of the page in CSS pixels at 100 %. */
export function measurePage(page: PDFPageProxy, turn: number): { readonly width: number; readonly height: number } {
  const { width, height } = page.getViewport({ scale: 1, rotation: page.rotate + turn });
  return { width, height };
}

interface Canvas {
  readonly canvas: HTMLCanvasElement;
  /** Width in CSS pixels. */
  readonly width: number;
  /** Quarter turns beyond the rotation of the page, in degrees. */
  readonly turn?: number;
}

/** Larger canvases stay empty in some browsers. */
const MAX_CANVAS_PIXELS = 16_000_000;

/** Draws the page into the canvas, in the resolution of the screen. */
export function drawPage(page: PDFPageProxy, { canvas, width, turn = 0 }: Canvas): DrawnPage {
  const rotation = page.rotate + turn;
  const size = page.getViewport({ scale: 1, rotation });
  const wanted = (width / size.width) * window.devicePixelRatio;
  const scale = Math.min(wanted, Math.sqrt(MAX_CANVAS_PIXELS / (size.width * size.height)));
  const viewport = page.getViewport({ scale, rotation });
  canvas.width = Math.floor(viewport.width);
  canvas.height = Math.floor(viewport.height);
  // Filled fields and stamps belong to the image. Nothing of them can be clicked or run.
  const task = page.render({ canvas, viewport, annotationMode: AnnotationMode.ENABLE });
  return {
    done: task.promise,
    cancel: () => {
      task.cancel();
    },
  };
}

/** A piece of text of the page, and the element over its place. */
export interface PlacedText {
  readonly text: string;
  readonly element: HTMLElement;
}

/** Lays transparent text over the page, so that it can be selected. `scale` is that of the page on the screen. */
export async function layText(page: PDFPageProxy, container: HTMLElement, turn: number): Promise<readonly PlacedText[]> {
  const viewport = page.getViewport({ scale: 1, rotation: page.rotate + turn });
  const layer = new TextLayer({ textContentSource: await page.getTextContent(), container, viewport });
  await layer.render();
  return layer.textDivs.flatMap((element, index) => {
    const text = layer.textContentItemsStr[index];
    return text === undefined || text === '' ? [] : [{ text, element }];
  });
}
