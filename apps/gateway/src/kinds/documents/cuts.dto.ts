import { CUT_REASONS } from '@throughline/documents/cuts';
import { ApiSchema } from '@nestjs/swagger';
import { Field } from '../../kit/http/fields.js';
import { flag, integer, list, orNull, text, words } from '../../kit/http/schemas.js';

const page = (description: string) => integer(description, { minimum: 1 });

/** Why no suggestion can be made. */
export const UNKNOWN_CUTS = ['not-read', 'not-by-page', 'unreadable'] as const;

@ApiSchema({ name: 'CutReason' })
export class CutReasonAnswer {
  @Field(
    words(
      CUT_REASONS,
      '`separator-sheet`: a sheet with a code word such as PATCH T is before the page. `empty-page`: an empty page is before it. ' +
        '`page-number`: the numbers of pages begin again. `letterhead`: a letter or an invoice begins.',
    ),
  )
  kind!: (typeof CUT_REASONS)[number];
  @Field(orNull(text('The words of the page that tell it, if any.'))) quote!: string | null;
  @Field(text('The reason as a sentence.')) detail!: string;
}

@ApiSchema({ name: 'CutSuggestion' })
export class CutSuggestionAnswer {
  @Field(orNull(page('The page that a new document begins with. Null if only separator sheets would be left out.')))
  before!: number | null;
  @Field(list(page('A page.'), 'Separator sheets and empty pages that belong to no document.')) leave_out!: readonly number[];
  @Field(list(CutReasonAnswer, 'The reasons, the surest first.')) reasons!: readonly CutReasonAnswer[];
}

@ApiSchema({ name: 'SuggestedCuts' })
export class SuggestedCutsAnswer {
  @Field(flag('False if nothing can be said. An empty list of suggestions then has no meaning.')) known!: boolean;
  @Field(
    orNull(
      words(
        UNKNOWN_CUTS,
        'Why nothing is known. `not-read`: the text of the document has not been read. `not-by-page`: its text was read as a whole. ' +
          '`unreadable`: the stored text is damaged.',
      ),
    ),
  )
  why!: (typeof UNKNOWN_CUTS)[number] | null;
  @Field(orNull(integer('The number of pages whose text was looked at.', { minimum: 0 }))) pages!: number | null;
  @Field(list(page('A page.'), 'Pages whose text could not be read. Documents that begin there are not found.'))
  unread_pages!: readonly number[];
  @Field(list(CutSuggestionAnswer, 'In the order of the pages.')) suggestions!: readonly CutSuggestionAnswer[];
}
