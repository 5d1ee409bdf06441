import { PDFArray, PDFDict, PDFRef, PDFStream, type PDFContext, type PDFObject } from 'pdf-lib';

/** The objects that an object holds or refers to. */
function childrenOf(object: PDFObject): readonly PDFObject[] {
  if (object instanceof PDFStream) return object.dict.values();
  if (object instanceof PDFDict) return object.values();
  return object instanceof PDFArray ? object.asArray() : [];
}

/** Removes the objects that nothing in the file refers to: the library writes them too. */
export function removeUnreachable(context: PDFContext): void {
  const reached = new Set<PDFObject>();
  const { Root, Info, ID } = context.trailerInfo;
  const open: PDFObject[] = [Root, Info, ID].filter((each) => each !== undefined);
  for (let object = open.pop(); object !== undefined; object = open.pop()) {
    if (reached.has(object)) continue;
    reached.add(object);
    const there = object instanceof PDFRef ? context.lookup(object) : undefined;
    if (there !== undefined) open.push(there);
    open.push(...childrenOf(object));
  }
  for (const [ref] of context.enumerateIndirectObjects()) if (!reached.has(ref)) context.delete(ref);
}
