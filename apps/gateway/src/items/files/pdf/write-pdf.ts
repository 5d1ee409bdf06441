import type { FontSubset } from './font-subset.js';
import { FONT_NAMES, PAGE, type Element, type Heading, type Page, type PageLayout } from './page-layout.js';
import { hexText, PdfFile, refTo, round } from './pdf-file.js';

export interface PdfFacts {
  readonly title: string;
  /** BCP 47. */
  readonly language?: string;
}

/** Adds a font whose codes are those of the subset (ISO 32000-1, 9.7). */
async function addFont(file: PdfFile, subset: FontSubset): Promise<number> {
  const { file: content, name, widths } = subset.build();
  const { ascent, descent, capHeight, box } = subset.font.metrics;
  const program = await file.addStream(content, `/Length1 ${String(content.length)}`);
  const descriptor = file.add(
    `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [${box.join(' ')}] /ItalicAngle 0 /Ascent ${String(ascent)} ` +
      `/Descent ${String(descent)} /CapHeight ${String(capHeight)} /StemV 80 /FontFile2 ${refTo(program)} >>`,
  );
  const glyphs = file.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) ` +
      `/Supplement 0 >> /FontDescriptor ${refTo(descriptor)} /CIDToGIDMap /Identity /W [0 [${widths.join(' ')}]] >>`,
  );
  const characters = await file.addStream(Buffer.from(subset.toUnicode()));
  return file.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name} /Encoding /Identity-H /DescendantFonts [${refTo(glyphs)}] ` +
      `/ToUnicode ${refTo(characters)} >>`,
  );
}

interface PageIds {
  readonly parent: number;
  readonly resources: number;
  readonly pages: readonly number[];
}

async function addPages(file: PdfFile, pages: readonly Page[], { parent, resources, pages: ids }: PageIds): Promise<void> {
  for (const [index, { content }] of pages.entries()) {
    const stream = await file.addStream(Buffer.from(content.join('\n')));
    file.set(
      ids[index] ?? 0,
      `<< /Type /Page /Parent ${refTo(parent)} /MediaBox [0 0 ${String(PAGE.width)} ${String(PAGE.height)}] ` +
        `/Resources ${refTo(resources)} /Contents ${refTo(stream)} /StructParents ${String(index)} /Tabs /S >>`,
    );
  }
  const kids = ids.map(refTo).join(' ');
  file.set(parent, `<< /Type /Pages /Count ${String(ids.length)} /Kids [${kids}] >>`);
}

/** Adds the order and the kinds of the paragraphs, for screen readers (ISO 32000-1, 14.7). Returns its root. */
function addStructure(
  file: PdfFile,
  { elements, pages }: Pick<PageLayout, 'elements' | 'pages'>,
  ids: readonly number[],
): number {
  const [root, document] = [file.reserve(), file.reserve()];
  const idOf = new Map<Element, number>();
  for (const element of elements) {
    const kids = element.parts.map(({ page, mark }) => `<< /Type /MCR /Pg ${refTo(ids[page] ?? 0)} /MCID ${String(mark)} >>`);
    idOf.set(element, file.add(`<< /Type /StructElem /S /${element.tag} /P ${refTo(document)} /K [${kids.join(' ')}] >>`));
  }
  const refsOf = (all: readonly Element[]): string => all.map((element) => refTo(idOf.get(element) ?? 0)).join(' ');
  file.set(document, `<< /Type /StructElem /S /Document /P ${refTo(root)} /K [${refsOf(elements)}] >>`);
  const parents = pages.map((page, index) => `${String(index)} [${refsOf(page.elements)}]`).join(' ');
  file.set(
    root,
    `<< /Type /StructTreeRoot /K ${refTo(document)} /ParentTree << /Nums [${parents}] >> ` +
      `/ParentTreeNextKey ${String(pages.length)} >>`,
  );
  return root;
}

/** Adds the bookmarks. Returns their root, or undefined if there are none. */
function addOutline(file: PdfFile, headings: readonly Heading[], pages: readonly number[]): number | undefined {
  if (headings.length === 0) return undefined;
  const root = file.reserve();
  const ids = headings.map(() => file.reserve());
  headings.forEach(({ words, page, top }, index) => {
    const link = (name: string, id: number | undefined): string => (id === undefined ? '' : ` /${name} ${refTo(id)}`);
    const target = `[${refTo(pages[page] ?? 0)} /XYZ 0 ${round(top)} null]`;
    const neighbours = `${link('Prev', ids[index - 1])}${link('Next', ids[index + 1])}`;
    file.set(ids[index] ?? 0, `<< /Title ${hexText(words)} /Parent ${refTo(root)}${neighbours} /Dest ${target} >>`);
  });
  const [first = 0, last = 0] = [ids[0], ids.at(-1)];
  file.set(root, `<< /Type /Outlines /First ${refTo(first)} /Last ${refTo(last)} /Count ${String(ids.length)} >>`);
  return root;
}

/** Writes pages as a tagged PDF. It names no time, so the same pages make the same bytes. */
export async function writePdf(layout: PageLayout, { title, language }: PdfFacts): Promise<Buffer> {
  const file = new PdfFile();
  const [parent, resources] = [file.reserve(), file.reserve()];
  const pages = layout.pages.map(() => file.reserve());
  const { plain, bold } = layout.fonts;
  const fonts = [
    `/${FONT_NAMES.plain} ${refTo(await addFont(file, plain))}`,
    `/${FONT_NAMES.bold} ${refTo(await addFont(file, bold))}`,
  ];
  file.set(resources, `<< /Font << ${fonts.join(' ')} >> >>`);
  await addPages(file, layout.pages, { parent, resources, pages });
  const structure = addStructure(file, layout, pages);
  const outline = addOutline(file, layout.headings, pages);
  const catalog = file.add(
    `<< /Type /Catalog /Pages ${refTo(parent)} /MarkInfo << /Marked true >> /StructTreeRoot ${refTo(structure)} ` +
      `/ViewerPreferences << /DisplayDocTitle true >>${language === undefined ? '' : ` /Lang (${language})`}` +
      `${outline === undefined ? '' : ` /Outlines ${refTo(outline)} /PageMode /UseOutlines`} >>`,
  );
  return file.finish(catalog, file.add(`<< /Title ${hexText(title)} /Producer (Throughline) >>`));
}
