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

/**
 * A name within drawing instructions, in single bytes. Bytes of pictures may look like one, which only keeps more than needed. The
 * white space of PDF is not that of JavaScript.
 */
const NAME = /\/[^\0\t\n\f\r ()<>[\]{}/%]+/g;

const RESOURCES = PDFName.of('Resources');
/** The lists whose entries have an effect only if an instruction names them. */
const LISTS = ['XObject', 'Pattern', 'Shading', 'Properties', 'ExtGState', 'Font'] as const;

/** Something with drawing instructions: a page, a form, a pattern, or a font whose letters are drawn. */
interface Drawing {
  /** Has the resources. */
  readonly dict: PDFDict;
  readonly streams: readonly PDFObject[];
}

const dictIn = (dict: PDFDict | undefined, name: string | PDFName): PDFDict | undefined => {
  const found = dict?.lookup(typeof name === 'string' ? PDFName.of(name) : name);
  return found instanceof PDFDict ? found : undefined;
};

/** Returns the objects of a list or, without a list, the object itself. */
function objectsIn(dict: PDFDict, name: string): readonly PDFObject[] {
  const found = dict.lookup(PDFName.of(name));
  const all = found instanceof PDFArray ? found.asArray() : found instanceof PDFDict ? found.values() : [found];
  return all.flatMap((each) => (each === undefined ? [] : (dict.context.lookup(each) ?? [])));
}

function drawingOf(object: PDFObject | undefined): Drawing | undefined {
  if (object instanceof PDFStream) {
    const isForm = object.dict.lookup(PDFName.of('Subtype')) === PDFName.of('Form');
    return isForm || object.dict.has(PDFName.of('PatternType')) ? { dict: object.dict, streams: [object] } : undefined;
  }
  if (!(object instanceof PDFDict)) return undefined;
  if (object.has(PDFName.of('CharProcs'))) return { dict: object, streams: objectsIn(object, 'CharProcs') };
  // A soft mask of a graphics state is a form.
  return drawingOf(dictIn(object, 'SMask')?.lookup(PDFName.of('G')));
}

/** Returns the drawing instructions, or `undefined` if they cannot be unpacked. */
function readInstructions(stream: PDFObject): string | undefined {
  if (!(stream instanceof PDFRawStream)) return undefined;
  try {
    return Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
  } catch {
    return undefined;
  }
}

/**
 * Returns the names in the instructions. Parts without resources of their own, which old files have, draw with these resources, so
 * their names count too. Undefined if some instructions cannot be read.
 */
function findNames({ streams }: Drawing, resources: PDFDict): ReadonlySet<PDFName> | undefined {
  const names = new Set<PDFName>();
  const open = [...streams];
  const lists = LISTS.flatMap((list) => dictIn(resources, list) ?? []);
  for (let stream = open.pop(); stream !== undefined; stream = open.pop()) {
    const instructions = readInstructions(stream);
    if (instructions === undefined) return undefined;
    for (const [text] of instructions.matchAll(NAME)) {
      const name = PDFName.of(text.slice(1));
      if (names.has(name)) continue;
      names.add(name);
      const parts = lists.flatMap((list) => drawingOf(list.lookup(name)) ?? []);
      open.push(...parts.flatMap((part) => (part.dict.has(RESOURCES) ? [] : part.streams)));
    }
  }
  return names;
}

const copyOf = (dict: PDFDict, isKept: (name: PDFName) => boolean = () => true): PDFDict => {
  const copy = PDFDict.withContext(dict.context);
  for (const [name, value] of dict.entries()) if (isKept(name)) copy.set(name, value);
  return copy;
};

function pick(resources: PDFDict, names: ReadonlySet<PDFName>): PDFDict {
  const own = copyOf(resources);
  for (const name of LISTS) {
    const list = dictIn(resources, name);
    if (list === undefined) continue;
    own.set(
      PDFName.of(name),
      copyOf(list, (each) => names.has(each)),
    );
  }
  return own;
}

/** Several pages may have the same form. */
const pruned = new WeakSet<PDFDict>();

/** Leaves the drawing, and all that it draws, with the resources that it uses. */
function prune(drawing: Drawing): void {
  const open = [drawing];
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    const resources = dictIn(each.dict, RESOURCES);
    if (resources === undefined || pruned.has(each.dict)) continue;
    pruned.add(each.dict);
    const names = findNames(each, resources);
    const own = names === undefined ? resources : pick(resources, names);
    each.dict.set(RESOURCES, own);
    const kept = LISTS.flatMap((list) => dictIn(own, list)?.values() ?? []);
    open.push(...kept.flatMap((value) => drawingOf(own.context.lookup(value)) ?? []));
  }
}

/**
 * Leaves the page with what it draws. Programs often give all pages one list with the images of the whole document: a document made
 * of one page would contain them all.
 */
export function pruneResources(page: PDFPageLeaf): void {
  const resources = page.Resources();
  if (resources === undefined) return;
  page.set(RESOURCES, resources);
  prune({ dict: page, streams: objectsIn(page, 'Contents') });
}

/** Does the same for the appearances of a note, a mark or a field. */
export function pruneAppearances(annotation: PDFDict): void {
  const appearances = dictIn(annotation, 'AP');
  for (const name of appearances?.keys() ?? []) {
    const found = appearances?.lookup(name);
    const states = found instanceof PDFDict ? found.values().map((each) => found.context.lookup(each)) : [found];
    for (const drawing of states.flatMap((state) => drawingOf(state) ?? [])) prune(drawing);
  }
}
