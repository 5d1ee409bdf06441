import { readFile, writeFile } from 'node:fs/promises';
import { expandPages, PAGE_LIMITS, type TurnedPage } from '@throughline/contracts/page-ranges';
import { degrees, PDFDocument, PDFObjectCopier, PDFPage, PDFPageLeaf } from 'pdf-lib';
import { Refusal } from '../isolated/refusal.js';
import type { TaskHandler } from '../isolated/task.js';
import {
  LEFT_OUT,
  type ComposedPart,
  type ComposeFacts,
  type ComposeInput,
  type ComposeNote,
  type LeftOut,
} from './compose-tasks.js';
import { HiddenLayers } from './hidden-layers.js';
import { dropOtherContent, findOtherContent } from './page-content.js';
import { removeUnreachable } from './remove-unreachable.js';
import { PRODUCER } from './xmp.js';

const FULL_TURN = 360;
const QUARTER = 90;

/** The position of a part in messages, if there are several. */
const nameOf = (index: number, { length }: readonly unknown[]): string =>
  length === 1 ? 'The document' : `Document ${String(index + 1)}`;

/** pdf-lib reads broken files as far as it can and then throws any kind of error. */
async function requireReadable<T>(name: string, work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof RangeError || cause instanceof Refusal) throw cause;
    throw new Refusal('broken', `${name} has pages that cannot be copied. Save it again with the program that created it`, {
      cause,
    });
  }
}

/** Rotations other than quarter turns are not valid, and viewers ignore them. */
const turnOf = (page: PDFPage, turn: number): number => {
  const own = Math.round(page.getRotation().angle / QUARTER) * QUARTER;
  return (((own + turn) % FULL_TURN) + FULL_TURN) % FULL_TURN;
};

const countOf = (pages: number): string => (pages === 1 ? '1 page' : `${String(pages)} pages`);

interface Composition {
  readonly target: PDFDocument;
  readonly layers: HiddenLayers;
  readonly leftOut: Set<LeftOut>;
  readonly onPage: () => void;
}

const allPages = (source: PDFDocument): readonly TurnedPage[] =>
  source.getPages().map((_, index) => ({ number: index + 1, turn: 0 }));

/** The registration knows the number of pages only of files that were read. */
function requireFewPages(pages: number): void {
  if (pages <= PAGE_LIMITS.pages) return;
  const [count, most] = [pages, PAGE_LIMITS.pages].map((each) => each.toLocaleString('en'));
  throw new Refusal(
    'too-complex',
    `The document would have ${String(count)} pages, but at most ${String(most)} are possible. Choose fewer pages`,
  );
}

function addPages(
  { target, layers, leftOut, onPage }: Composition,
  source: PDFDocument,
  wanted: readonly TurnedPage[],
  name: string,
): void {
  requireFewPages(target.getPageCount() + wanted.length);
  for (const each of findOtherContent(source)) leftOut.add(each);
  const copier = PDFObjectCopier.for(source.context, target.context);
  const pages = source.getPages();
  for (const { number, turn } of wanted) {
    const page = pages[number - 1];
    if (page === undefined)
      throw new Refusal('page-missing', `${name} has ${countOf(pages.length)}, so there is no page ${String(number)}`);
    for (const each of dropOtherContent(page.node)) leftOut.add(each);
    const copy = copier.copy(page.node);
    const added = target.addPage(PDFPage.of(copy, target.context.register(copy), target));
    added.setRotation(degrees(turnOf(page, turn)));
    onPage();
  }
  layers.add(source, copier);
}

async function load({ path }: ComposedPart, name: string): Promise<PDFDocument> {
  const source = await PDFDocument.load(await readFile(path), { updateMetadata: false, ignoreEncryption: true });
  if (!source.isEncrypted) return source;
  throw new Refusal('encrypted', `${name} is protected by a password. Save it without protection, and upload it again`);
}

/** An object of a copied page may refer to a page that nobody wants, and would bring it along. */
function removeOtherPages(target: PDFDocument): void {
  const own = new Set(target.getPages().map(({ ref }) => ref));
  for (const [ref, object] of target.context.enumerateIndirectObjects())
    if (object instanceof PDFPageLeaf && !own.has(ref)) target.context.delete(ref);
  removeUnreachable(target.context);
}

/** Makes a PDF of pages of others. Equal pages give equal bytes: the file has no date. */
export const composePdf: TaskHandler<ComposeInput, ComposeFacts, ComposeNote> = async ({ parts, output }, report) => {
  const target = await PDFDocument.create({ updateMetadata: false });
  const total = parts.reduce((sum, { pages }) => sum + (pages === undefined ? 0 : expandPages(pages).length), 0);
  let done = 0;
  const onPage = (): void => {
    done += 1;
    report({ done, total: Math.max(total, done) });
  };
  const composition: Composition = { target, layers: new HiddenLayers(), leftOut: new Set(), onPage };
  for (const [index, part] of parts.entries()) {
    const name = nameOf(index, parts);
    await requireReadable(name, async () => {
      const source = await load(part, name);
      addPages(composition, source, part.pages === undefined ? allPages(source) : expandPages(part.pages), name);
    });
  }
  target.setProducer(PRODUCER);
  await requireReadable('The document', async () => {
    await target.flush();
    removeOtherPages(target);
    composition.layers.writeTo(target);
    await writeFile(output, await target.save({ updateFieldAppearances: false, addDefaultPage: false }));
  });
  return { pages: target.getPageCount(), leftOut: LEFT_OUT.filter((each) => composition.leftOut.has(each)) };
};
