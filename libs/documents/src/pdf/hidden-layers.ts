import { PDFArray, PDFDict, PDFName, PDFRef, type PDFDocument, type PDFObjectCopier } from 'pdf-lib';

const refsIn = (dict: PDFDict | undefined, name: string): readonly PDFRef[] => {
  const list = dict?.lookup(PDFName.of(name));
  return list instanceof PDFArray ? list.asArray().filter((each) => each instanceof PDFRef) : [];
};

const dictIn = (dict: PDFDict, name: string): PDFDict | undefined => {
  const found = dict.lookup(PDFName.of(name));
  return found instanceof PDFDict ? found : undefined;
};

/** Collects the layers of documents. Without them, viewers would show layers that are hidden in the document. */
export class HiddenLayers {
  readonly #all: PDFRef[] = [];
  readonly #hidden: PDFRef[] = [];

  /** Takes the copier that has copied the pages, so that these refer to the same copies of the layers. */
  add({ catalog }: PDFDocument, copier: PDFObjectCopier): void {
    const properties = dictIn(catalog, 'OCProperties');
    if (properties === undefined) return;
    const layers = refsIn(properties, 'OCGs');
    const shown = dictIn(properties, 'D');
    const [off, on] = [refsIn(shown, 'OFF'), new Set(refsIn(shown, 'ON'))];
    const isOffAtFirst = shown?.get(PDFName.of('BaseState')) === PDFName.of('OFF');
    const hidden = isOffAtFirst ? layers.filter((layer) => !on.has(layer)) : off;
    this.#all.push(...layers.map((layer) => copier.copy(layer)));
    this.#hidden.push(...hidden.map((layer) => copier.copy(layer)));
  }

  /** Names only the layers that are still in the document: the names of the others say what other pages were about. */
  writeTo({ catalog, context }: PDFDocument): void {
    const isKept = (layer: PDFRef): boolean => context.lookup(layer) !== undefined;
    const layers = this.#all.filter(isKept);
    if (layers.length === 0) return;
    catalog.set(PDFName.of('OCProperties'), context.obj({ OCGs: layers, D: { OFF: this.#hidden.filter(isKept) } }));
  }
}
