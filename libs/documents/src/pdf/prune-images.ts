import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFName,
  PDFRawStream,
  PDFStream,
  type PDFObject,
  type PDFPageLeaf,
} from 'pdf-lib';

/** A name within drawing instructions. Bytes of pictures may look like one, which only keeps more than needed. */
const NAME = /\/[^\s()<>[\]{}/%]+/g;

/** Returns the drawing instructions, or `undefined` if they cannot be unpacked. */
function readInstructions(contents: PDFObject | undefined, page: PDFPageLeaf): string | undefined {
  const streams = contents instanceof PDFArray ? contents.asArray().map((each) => page.context.lookup(each)) : [contents];
  try {
    return streams
      .map((stream) => {
        if (!(stream instanceof PDFRawStream)) throw new TypeError('No stream');
        return Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
      })
      .join('\n');
  } catch {
    return undefined;
  }
}

/** Old files may draw parts with the images of the page. */
const drawsWithImagesOfPage = (dict: PDFDict): boolean =>
  dict.values().some((value) => {
    const object = dict.context.lookup(value);
    if (object instanceof PDFStream)
      return object.dict.get(PDFName.of('Subtype')) === PDFName.of('Form') && !object.dict.has(PDFName.of('Resources'));
    return (
      object instanceof PDFDict &&
      object.get(PDFName.of('Subtype')) === PDFName.of('Type3') &&
      !object.has(PDFName.of('Resources'))
    );
  });

const dictIn = (dict: PDFDict, name: string): PDFDict | undefined => {
  const found = dict.lookup(PDFName.of(name));
  return found instanceof PDFDict ? found : undefined;
};

/** Returns the names in the drawing instructions of the page. Undefined if its images may be drawn in other ways too. */
function findNames(page: PDFPageLeaf, lists: readonly (PDFDict | undefined)[]): ReadonlySet<PDFName> | undefined {
  if (lists.some((list) => list !== undefined && drawsWithImagesOfPage(list))) return undefined;
  const instructions = readInstructions(page.lookup(PDFName.of('Contents')), page);
  if (instructions === undefined) return undefined;
  return new Set(Array.from(instructions.matchAll(NAME), ([name]) => PDFName.of(name.slice(1))));
}

const copyOf = (dict: PDFDict, isKept: (name: PDFName) => boolean = () => true): PDFDict => {
  const copy = PDFDict.withContext(dict.context);
  for (const [name, value] of dict.entries()) if (isKept(name)) copy.set(name, value);
  return copy;
};

/**
 * Leaves the page with the images that it draws. Programs often give all pages one list with the images of the whole document: a
 * document made of one page would contain them all.
 */
export function pruneImages(page: PDFPageLeaf): void {
  const resources = page.Resources();
  const images = resources === undefined ? undefined : dictIn(resources, 'XObject');
  if (resources === undefined || images === undefined) return;
  const named = findNames(page, [images, dictIn(resources, 'Font')]);
  if (named === undefined) return;
  const own = copyOf(resources);
  own.set(
    PDFName.of('XObject'),
    copyOf(images, (name) => named.has(name)),
  );
  page.set(PDFName.of('Resources'), own);
}
