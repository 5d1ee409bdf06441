type AnyTaskHandler = (input: never, report: (note: unknown) => void) => Promise<unknown>;

const noNotes = (): void => undefined;

/** Implementations by the name of their task. Each loads only the libraries that it needs. */
export const works: Readonly<Record<string, AnyTaskHandler>> = {
  'inspect-pdf': async (input) => (await import('../pdf/inspect.js')).inspectPdf(input, noNotes),
  'first-page': async (input) => (await import('../pdf/draw-first-page.js')).drawFirstPage(input, noNotes),
  'pdf-layer': async (input, report) => (await import('../pdf/layer.js')).pdfLayer(input, report),
  'image-pdf': async (input) => (await import('../pdf/image-pdf.js')).imagePdf(input, noNotes),
  'compose-pdf': async (input, report) => (await import('../pdf/compose.js')).composePdf(input, report),
  'embed-pdf': async (input) => (await import('../pdf/embed.js')).embedPdf(input, noNotes),
  'read-pages': async (input, report) => (await import('../ocr/read-pages.js')).readPages(input, report),
  'read-mail': async (input) => (await import('../mail/read-mail.js')).readMail(input, noNotes),
  'read-written': async (input) => (await import('../text/read-written.js')).extractText(input, noNotes),
  'render-pages': async (input) => (await import('../office/write-pages.js')).writePages(input, noNotes),
  'inspect-archive': async (input) => (await import('../office/inspect-archive.js')).inspectArchive(input, noNotes),
};
