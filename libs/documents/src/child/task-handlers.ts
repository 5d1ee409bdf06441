import type { ComposeInput } from '../pdf/compose-tasks.js';
import type { EmbedInput } from '../pdf/embed-tasks.js';

type AnyTaskHandler = (input: never, report: (note: unknown) => void) => Promise<unknown>;

const noNotes = (): void => undefined;

/** Counts the pages that viewers show: another library than the writing one reads the file. */
const countReadablePages = async (path: string): Promise<{ readonly readablePages?: number }> => {
  const facts = await (await import('../pdf/inspect.js')).inspectPdf({ path }, noNotes);
  return facts.pages === undefined ? {} : { readablePages: facts.pages };
};

/** Implementations by the name of their task. Each loads only the libraries that it needs. */
export const works: Readonly<Record<string, AnyTaskHandler>> = {
  'inspect-pdf': async (input) => (await import('../pdf/inspect.js')).inspectPdf(input, noNotes),
  'first-page': async (input) => (await import('../pdf/draw-first-page.js')).drawFirstPage(input, noNotes),
  'pdf-layer': async (input, report) => (await import('../pdf/layer.js')).pdfLayer(input, report),
  'image-pdf': async (input) => (await import('../pdf/image-pdf.js')).imagePdf(input, noNotes),
  'compose-pdf': async (input: ComposeInput, report) => ({
    ...(await (await import('../pdf/compose.js')).composePdf(input, report)),
    ...(await countReadablePages(input.output)),
  }),
  'embed-pdf': async (input: EmbedInput) => ({
    ...(await (await import('../pdf/embed.js')).embedPdf(input, noNotes)),
    ...(await countReadablePages(input.output)),
  }),
  'read-pages': async (input, report) => (await import('../ocr/read-pages.js')).readPages(input, report),
  'read-mail': async (input) => (await import('../mail/read-mail.js')).readMail(input, noNotes),
  'read-written': async (input) => (await import('../text/read-written.js')).extractText(input, noNotes),
  'render-pages': async (input) => (await import('../office/write-pages.js')).writePages(input, noNotes),
  'inspect-archive': async (input) => (await import('../office/inspect-archive.js')).inspectArchive(input, noNotes),
};
