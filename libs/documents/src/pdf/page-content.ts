import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFDocument, type PDFPageLeaf } from 'pdf-lib';
import { copyAnnotation } from './annotations.js';
import type { LeftOut } from './compose-tasks.js';
import { pruneAppearances, pruneResources } from './prune-resources.js';

/** The entries that make up the look of a page. Other entries may run scripts, or refer to other pages. */
const KEPT = new Set(
  [
    ...['Type', 'Parent', 'MediaBox', 'CropBox', 'BleedBox', 'TrimBox', 'ArtBox', 'Rotate', 'UserUnit'],
    ...['Resources', 'Contents', 'Group', 'Annots'],
  ].map((name) => PDFName.of(name)),
);

const dictIn = (dict: PDFDict | undefined, name: string): PDFDict | undefined => {
  const found = dict?.lookup(PDFName.of(name));
  return found instanceof PDFDict ? found : undefined;
};

const has = (dict: PDFDict | undefined, name: string): boolean => dict?.has(PDFName.of(name)) === true;

/** Returns the parts of a document beside its pages that a document made of these pages lacks. */
export function findOtherContent({ catalog }: PDFDocument): readonly LeftOut[] {
  const names = dictIn(catalog, 'Names');
  const form = dictIn(catalog, 'AcroForm');
  const flags = form?.lookup(PDFName.of('SigFlags'));
  const found: Readonly<Partial<Record<LeftOut, boolean>>> = {
    attachments: has(names, 'EmbeddedFiles') || has(catalog, 'AF'),
    bookmarks: has(catalog, 'Outlines'),
    scripts: has(names, 'JavaScript') || has(catalog, 'AA') || isScript(catalog),
    signatures: flags instanceof PDFNumber && flags.asNumber() % 2 === 1,
    tags: has(catalog, 'StructTreeRoot'),
  };
  return (Object.keys(found) as LeftOut[]).filter((each) => found[each] === true);
}

/** Most documents only name the page to open at. */
const isScript = (catalog: PDFDict): boolean => dictIn(catalog, 'OpenAction')?.get(PDFName.of('S')) === PDFName.of('JavaScript');

/** Removes from a page everything but its look, and returns what it had. */
export function dropOtherContent(page: PDFPageLeaf): readonly LeftOut[] {
  const found: LeftOut[] = has(page, 'AA') ? ['scripts'] : [];
  for (const key of page.keys()) if (!KEPT.has(key)) page.delete(key);
  pruneResources(page);
  const annotations = page.lookup(PDFName.of('Annots'));
  page.delete(PDFName.of('Annots'));
  if (!(annotations instanceof PDFArray)) return found;
  const kept = annotations.asArray().flatMap((each) => {
    const annotation = page.context.lookup(each);
    if (!(annotation instanceof PDFDict)) return [];
    const { copy, leftOut } = copyAnnotation(annotation);
    if (leftOut !== undefined) found.push(leftOut);
    if (copy === undefined) return [];
    pruneAppearances(copy);
    return [page.context.register(copy)];
  });
  if (kept.length > 0) page.set(PDFName.of('Annots'), page.context.obj(kept));
  return found;
}
