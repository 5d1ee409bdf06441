import { ApiSchema } from '@nestjs/swagger';
import { PAGE_LIMITS, TURNS, type Turn } from '@throughline/contracts';
import { LONGEST_TITLE } from '@throughline/domain';
import { IsIn, IsUUID } from 'class-validator';
import { Field, IntegerField, ObjectsField, RequestField, TextField } from '../../kit/http/fields.js';
import { id, integer, jsonOf, list, orNull, text } from '../../kit/http/schemas.js';

/** A file states its number of pages itself, so any number of a page is bounded. */
const LAST_PAGE = 1_000_000;

@ApiSchema({ name: 'PageRange' })
export class PageRangeBody {
  @IntegerField('The first page. The first page of a document is 1.', { required: true, min: 1, max: LAST_PAGE })
  from!: number;

  @IntegerField('The last page; default: `from`.', { min: 1, max: LAST_PAGE })
  to?: number;

  @RequestField(
    jsonOf({
      type: 'integer',
      enum: [0, ...TURNS],
      description: 'Degrees clockwise by which these pages are turned, beyond their present rotation.',
    }),
    { default: 0 },
    IsIn([0, ...TURNS]),
  )
  rotate?: Turn;
}

const RANGES = 'The pages, in this order, each at most once in these ranges. Pages that no range has are left out.';
const TITLE = { min: 1, max: LONGEST_TITLE, plain: true } as const;

@ApiSchema({ name: 'PartRange' })
export class PartRangeBody extends PageRangeBody {
  @RequestField(
    jsonOf({
      type: 'string',
      format: 'uuid',
      description: 'The id of another document of the library that the pages are taken from; default: the document of the path.',
    }),
    {},
    IsUUID('all'),
  )
  document?: string;
}

@ApiSchema({ name: 'DocumentPart' })
export class PartBody {
  @ObjectsField(
    `${RANGES} They may change between documents at most ${String(PAGE_LIMITS.documents - 1)} times.`,
    PartRangeBody,
    {
      required: true,
      minItems: 1,
      maxItems: PAGE_LIMITS.ranges,
    },
  )
  pages!: PartRangeBody[];

  @TextField(
    'The title of the new document; default: the one that is found in it, else the name of the file with the pages.',
    TITLE,
  )
  title?: string;
}

export class PartsBody {
  @ObjectsField(
    `The new documents. They may have pages of at most ${String(PAGE_LIMITS.documents)} documents together.`,
    PartBody,
    { required: true, minItems: 1, maxItems: PAGE_LIMITS.parts },
  )
  parts!: PartBody[];
}

@ApiSchema({ name: 'MergedDocument' })
export class MergedBody {
  @RequestField(
    jsonOf({ type: 'string', format: 'uuid', description: 'The id of a document of the library.' }),
    { required: true },
    IsUUID('all'),
  )
  id!: string;

  @ObjectsField(`${RANGES} Default: all pages, as they are.`, PageRangeBody, { minItems: 1, maxItems: PAGE_LIMITS.ranges })
  pages?: PageRangeBody[];
}

export class MergeBody {
  @ObjectsField('Documents in the order of their pages. A document may be in it several times.', MergedBody, {
    required: true,
    minItems: 2,
    maxItems: PAGE_LIMITS.documents,
  })
  documents!: MergedBody[];

  @TextField('The title of the new document; default: the one that is found in it, else the name of the first file.', TITLE)
  title?: string;
}

@ApiSchema({ name: 'MadeDocument' })
export class MadeDocumentAnswer {
  @Field(id('The new document.')) id!: string;
  @Field(text('Opaque; send it back as `min_revision` or `after_revision`.')) revision!: string;
  @Field(text('The title that it has until one is found in it.')) title!: string;
  @Field(orNull(integer('The number of its pages; null if only its file will show it.', { minimum: 1 }))) pages!: number | null;
}

@ApiSchema({ name: 'MadeDocuments' })
export class MadeDocumentsAnswer {
  @Field(list(MadeDocumentAnswer, 'The new documents, in the order of the request.')) documents!: readonly MadeDocumentAnswer[];
}
