import { Body, Controller, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiSchema } from '@nestjs/swagger';
import { previewTexts, topicsDisplayOf, type ShownTopic, type TextFacts } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ObjectField } from '../kit/http/fields.js';
import { jsonAnswer } from '../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../kit/http/idempotency/idempotent-requests.js';
import { Operation } from '../kit/http/operation.js';
import { idempotencyKey } from '../kit/http/parameters.js';
import { bodyPipe } from '../kit/http/problems/validation.js';
import { METADATA, MetadataConfig, RunRequests, TextsAnswer, readSavedConfig } from '../items/index.js';

@ApiSchema({ name: 'TextsPreview' })
export class TextsPreviewBody {
  @ObjectField(METADATA, MetadataConfig, { required: true })
  metadata_config!: MetadataConfig;
}

const SAMPLE_FACTS: TextFacts = { registeredAt: '2026-03-02T09:30:00.000Z', source: 'upload', seconds: 2_710, language: 'en' };
const SAMPLE_TEXTS = { title: 'Weekly talk', description: 'News from the team, and questions.' };
const SAMPLE_TOPICS: readonly ShownTopic[] = [
  { title: 'Welcome', start: 0 },
  { title: 'The plan for spring', start: 245 },
  { title: 'Questions', start: 2_050 },
];

/** Shows settings of texts with an invented recording, before they are saved. */
@Controller('api/v1/texts')
export class TextsController {
  constructor(
    @Inject(RunRequests) private readonly runs: RunRequests,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Post('preview')
  @Operation({
    id: 'previewTexts',
    tag: 'templates',
    scope: 'write',
    summary: 'Preview patterns with a sample',
    description:
      'Makes title and description of an invented recording, by the function that makes them for deliveries, without the limits of an output. Saves nothing. To preview a run, send it with `dry_run=true`.',
    parameters: [idempotencyKey],
    body: {
      type: TextsPreviewBody,
      required: true,
      example: { metadata_config: { title_pattern: '{title} ({date})', description_pattern: '{description}\n\n{topics}' } },
    },
    answers: [
      {
        status: 200,
        description: 'The texts.',
        type: TextsAnswer,
        example: {
          title: 'Weekly talk (2026-03-02)',
          description: 'News from the team, and questions.\n\nTopics:\n0:00 Welcome',
          pending: [],
          notes: [],
        },
      },
    ],
    problems: [],
  })
  preview(@Body(bodyPipe) body: TextsPreviewBody, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.once.respond({ request, reply }, body, async ({ owner }) => jsonAnswer(200, await this.#preview(body, owner)));
  }

  async #preview(body: TextsPreviewBody, owner: string): Promise<TextsAnswer> {
    const { metadata_config = {} } = readSavedConfig(body, this.runs, await this.runs.library(owner));
    const { topics_display, ...patterns } = metadata_config;
    const display = topicsDisplayOf(topics_display === undefined ? {} : { topics_display });
    return previewTexts({ patterns, display, facts: SAMPLE_FACTS, personal: SAMPLE_TEXTS, topics: SAMPLE_TOPICS }, 'folder');
  }
}
