import { createHash } from 'node:crypto';
import { Body, Controller, Get, Header, Headers, Inject, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { AdministrationLog, changesOf, recordLibraryChange } from '../administration-log/index.js';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { Field } from '../../kit/http/fields.js';
import { Operation } from '../../kit/http/operation.js';
import { ifMatchOf } from '../../kit/http/parameters.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { hasMatchingTag } from '../../kit/http/requests/if-match.js';
import { VocabularyField } from '../../kit/http/requests/vocabulary-field.js';
import { list, text } from '../../kit/http/schemas.js';
import { LIBRARY_STORE, type LibraryStore } from './library-store.js';

class Vocabulary {
  @Field(list(text('A name or term.'), 'Most important first.')) terms!: readonly string[];
}

class VocabularyBody {
  @VocabularyField('Names and terms, most important first.', { required: true })
  terms!: string[];
}

const tag = 'people';
const example = { terms: ['Grace Hopper', 'JetStream'] };
const headers = { ETag: 'Send it back as `If-Match` to replace the vocabulary.' };
const answers = [{ status: 200, description: 'The vocabulary.', type: Vocabulary, example, headers }];
const ifMatch = ifMatchOf('vocabulary');

/** Returns a tag that changes with every change of the terms. */
const etagOf = (terms: readonly string[]): string =>
  `"${createHash('sha256').update(JSON.stringify(terms)).digest('base64url').slice(0, 16)}"`;

/** The terms themselves are what people wrote, so no entry has them. */
const factsOf = (terms: readonly string[]): object => ({ terms, count: terms.length });

/** The terms of the library that the user works in. A run takes them over when it starts. */
@Controller('api/v1/me/vocabulary')
export class VocabularyController {
  constructor(
    @Inject(LIBRARY_STORE) private readonly libraries: LibraryStore,
    @Inject(AdministrationLog) private readonly log: AdministrationLog,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Operation({
    id: 'getVocabulary',
    tag,
    scope: 'read',
    summary: 'Read the vocabulary of your library',
    description:
      'Names and terms that occur in its recordings. Engines that support a vocabulary spell these words correctly more often.',
    answers,
    problems: [],
  })
  async read(@CurrentUser() { ownerId }: Principal, @Res({ passthrough: true }) reply: FastifyReply): Promise<Vocabulary> {
    const terms = await this.libraries.vocabularyOf(ownerId);
    void reply.header('etag', etagOf(terms));
    return { terms };
  }

  @Put()
  @Operation({
    id: 'setVocabulary',
    tag,
    scope: 'write',
    summary: 'Replace the vocabulary of your library',
    description: 'Runs that start from now on use it. Runs that have started keep the terms that they began with.',
    parameters: [ifMatch],
    body: { type: VocabularyBody, required: true, example },
    answers,
    problems: ['precondition-required', 'vocabulary-changed'],
  })
  async replace(
    @CurrentUser() { ownerId, user }: Principal,
    @Headers('if-match') tags: string | undefined,
    @Body(bodyPipe) { terms }: VocabularyBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Vocabulary> {
    if (tags === undefined) throw new Problem('precondition-required');
    let before: readonly string[] = [];
    const isReplaced = await this.log.change(
      () =>
        this.libraries.setVocabulary(ownerId, terms, (present) => {
          before = present;
          return hasMatchingTag(tags, etagOf(present));
        }),
      (isDone) =>
        isDone && recordLibraryChange('settings.vocabulary_changed', user.library, changesOf(factsOf(before), factsOf(terms))),
    );
    if (!isReplaced) throw new Problem('vocabulary-changed');
    void reply.header('etag', etagOf(terms));
    return { terms };
  }
}
