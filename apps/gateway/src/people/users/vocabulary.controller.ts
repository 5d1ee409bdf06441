import { Body, Controller, Get, Header, Inject, Put } from '@nestjs/common';
import { CurrentUser, type Principal } from '../../http/access.js';
import { Field } from '../../http/fields.js';
import { Operation } from '../../http/operation.js';
import { bodyPipe } from '../../http/problems/validation.js';
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
const answers = [{ status: 200, description: 'The vocabulary.', type: Vocabulary, example }];

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
  async read(@CurrentUser() { ownerId }: Principal): Promise<Vocabulary> {
    return { terms: await this.users.vocabularyOf(ownerId) };
  }

  @Put()
  @Operation({
    id: 'setVocabulary',
    tag,
    scope: 'write',
    summary: 'Replace the vocabulary of your library',
    description: 'Runs that start from now on use it. Runs that have started keep the terms that they began with.',
    body: { type: VocabularyBody, required: true, example },
    answers,
    problems: [],
  })
  async replace(@CurrentUser() { ownerId }: Principal, @Body(bodyPipe) { terms }: VocabularyBody): Promise<Vocabulary> {
    await this.users.setVocabulary(ownerId, terms);
    return { terms };
  }
}
