import { createHash } from 'node:crypto';
import { Body, Controller, Get, Header, Headers, Inject, Put, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentUser, type Principal } from '../../http/access.js';
import { Field } from '../../http/fields.js';
import { Operation } from '../../http/operation.js';
import { ifMatchOf } from '../../http/parameters.js';
import { Problem } from '../../http/problems/problem.js';
import { bodyPipe } from '../../http/problems/validation.js';
import { hasMatchingTag } from '../../http/requests/if-match.js';
import { VocabularyField } from '../../http/requests/vocabulary-field.js';
import { list, text } from '../../http/schemas.js';
import { USER_STORE, type UserStore } from './user-store.js';

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

/** The terms of the library that the user works in. A run takes them over when it starts. */
@Controller('api/v1/me/vocabulary')
export class VocabularyController {
  constructor(@Inject(USER_STORE) private readonly users: UserStore) {}

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
    const terms = await this.users.vocabularyOf(ownerId);
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
    @CurrentUser() { ownerId }: Principal,
    @Headers('if-match') tags: string | undefined,
    @Body(bodyPipe) { terms }: VocabularyBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Vocabulary> {
    if (tags === undefined) throw new Problem('precondition-required');
    const isReplaced = await this.users.setVocabulary(ownerId, terms, (present) => hasMatchingTag(tags, etagOf(present)));
    if (!isReplaced) throw new Problem('vocabulary-changed');
    void reply.header('etag', etagOf(terms));
    return { terms };
  }
}
