import { PDFDict, PDFDocument, PDFName, PDFStream, type PDFContext, type PDFPageLeaf, type PDFRef } from 'pdf-lib';
import { pruneAppearances, pruneResources } from './prune-resources.js';

const namesIn = (dict: PDFDict, list: string): readonly string[] => {
  const found = dict.lookup(PDFName.of('Resources'), PDFDict).lookup(PDFName.of(list));
  return found instanceof PDFDict ? found.keys().map((name) => name.decodeText()) : [];
};

describe('a page that is copied from its document', () => {
  let context: PDFContext;
  let document: PDFDocument;
  beforeEach(async () => {
    document = await PDFDocument.create();
    ({ context } = document);
  });

  const image = (): PDFRef => context.register(context.stream('', { Subtype: 'Image' }));
  const form = (instructions: string, resources?: object): PDFRef =>
    context.register(
      context.stream(instructions, { Subtype: 'Form', ...(resources === undefined ? {} : { Resources: resources as never }) }),
    );
  const dictOf = (ref: PDFRef): PDFDict => context.lookup(ref, PDFStream).dict;
  const pageWith = (instructions: string | undefined, resources: object): PDFPageLeaf => {
    const { node } = document.addPage();
    node.delete(PDFName.of('Contents'));
    if (instructions !== undefined) node.set(PDFName.of('Contents'), context.register(context.stream(instructions)));
    node.set(PDFName.of('Resources'), context.obj(resources as never));
    pruneResources(node);
    return node;
  };

  it('keeps only what its instructions name, in every list', () => {
    const other = { Kept: {}, Other: {} };
    const page = pageWith('/Kept Do /Kept sh /Kept gs /Kept 9 Tf /OC /Kept BDC /Pattern cs /Kept scn', {
      ...{ XObject: { Kept: image(), Other: image() }, Pattern: other, Shading: other, Properties: other },
      ...{ ExtGState: other, Font: other, ColorSpace: other },
    });
    for (const list of ['XObject', 'Pattern', 'Shading', 'Properties', 'ExtGState', 'Font'])
      expect([list, namesIn(page, list)]).toEqual([list, ['Kept']]);
    expect(namesIn(page, 'ColorSpace')).toEqual(['Kept', 'Other']);
  });

  it('keeps nothing of a shared list if it has no instructions', () => {
    expect(namesIn(pageWith(undefined, { XObject: { Other: image() } }), 'XObject')).toEqual([]);
  });

  it('keeps what its parts without resources of their own draw, and no more', () => {
    const inner = form('/Kept Do');
    const XObject = { Outer: form('/Inner Do'), Inner: inner, Kept: image(), Unused: form('/Other Do'), Other: image() };
    expect(namesIn(pageWith('/Outer Do', { XObject }), 'XObject')).toEqual(['Outer', 'Inner', 'Kept']);
  });

  it('has parts that keep only what they draw, also within masks, patterns and drawn letters', () => {
    const Resources = (): object => ({ XObject: { Kept: image(), Other: image() } });
    const inner = form('/Kept Do', Resources());
    const outer = form('/Inner Do', { XObject: { Inner: inner, Other: image() } });
    const mask = form('/Kept Do', Resources());
    const pattern = context.register(context.stream('/Kept Do', { PatternType: 1, Resources: Resources() as never }));
    const letters = context.obj({ Subtype: 'Type3', CharProcs: { a: form('/Kept Do') }, Resources: Resources() as never });
    pageWith('/Outer Do /Masked gs /Tiles scn /Letters 9 Tf', {
      XObject: { Outer: outer },
      ExtGState: { Masked: { SMask: { G: mask } } },
      Pattern: { Tiles: pattern },
      Font: { Letters: context.register(letters) },
    });
    expect(namesIn(dictOf(outer), 'XObject')).toEqual(['Inner']);
    for (const dict of [dictOf(inner), dictOf(mask), dictOf(pattern), letters])
      expect(namesIn(dict, 'XObject')).toEqual(['Kept']);
  });

  it('ends although a part draws itself', () => {
    const part = form('/Part Do /Other Do');
    dictOf(part).set(PDFName.of('Resources'), context.obj({ XObject: { Part: part, Unused: image() } }));
    pageWith('/Part Do', { XObject: { Part: part } });
    expect(namesIn(dictOf(part), 'XObject')).toEqual(['Part']);
  });

  it('keeps images whose names have bytes that are white space only elsewhere', () => {
    const XObject = { 'Im\u00a01': image(), Im2: image(), Im3: image() };
    const page = pageWith('/Im\u00a01 Do /Im2\u0000Do', { XObject });
    expect(namesIn(page, 'XObject').map((name) => name.length)).toEqual([4, 3]);
  });

  it('keeps all if its instructions cannot be unpacked', () => {
    const page = document.addPage().node;
    page.set(PDFName.of('Contents'), context.register(context.stream('x', { Filter: 'Unknown' })));
    page.set(PDFName.of('Resources'), context.obj({ XObject: { Other: image() } }));
    pruneResources(page);
    expect(namesIn(page, 'XObject')).toEqual(['Other']);
  });

  it('has marks whose appearances keep only what they draw', () => {
    const shown = form('/Kept Do', { XObject: { Kept: image(), Other: image() } });
    pruneAppearances(context.obj({ AP: { N: { On: shown } } }));
    expect(namesIn(dictOf(shown), 'XObject')).toEqual(['Kept']);
  });
});
