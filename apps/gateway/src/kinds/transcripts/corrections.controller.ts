import { Body, Controller, Headers, Inject, Param, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RECORDINGS_PATH, itemOf as fileItemOf } from '../../items/index.js';
import { commandIdOf, jsonAnswer, type Exchange } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { PublicAddress } from '../../people/index.js';
import type { StoredAnswer } from '../../kit/http/idempotency/idempotency-store.js';
import { bodyPipe } from '../../kit/http/problems/validation.js';
import { Operation } from '../../kit/http/operation.js';
import { changePassages, changeSpeakerName } from './changes.js';
import { Corrections, type Correction, type CorrectionResult } from './corrections.js';
import { CorrectionBody, SpeakerNameBody } from './transcript.dto.js';
import { correctOperation, nameSpeakerOperation } from './transcripts.operations.js';
import { etagOf } from './transcript-item.js';

function renderAnswer(id: string, path: string, { asset, found, files }: CorrectionResult): StoredAnswer {
  const remade = files.filter(({ key }) => key.startsWith(found.artifact.key.slice(0, found.artifact.key.lastIndexOf('/') + 1)));
  const { current: _, earlier_run: _earlier, ...facts } = found.facts;
  const body = { ...facts, revision: asset.revision, files: remade.map((file) => fileItemOf(id, file, path)) };
  return jsonAnswer(200, body, { etag: etagOf(found) });
}

@Controller('api/v1/recordings/:id')
export class CorrectionsController {
  constructor(
    @Inject(Corrections) private readonly corrections: Corrections,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Put('transcript')
  @Operation(correctOperation)
  correct(
    @Param('id') id: string,
    @Body(bodyPipe) body: CorrectionBody,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.save({ request, reply }, body, { id, change: changePassages(body.segments), ifMatch });
  }

  @Put('transcript/speakers/:speaker')
  @Operation(nameSpeakerOperation)
  nameSpeaker(
    @Param() { id = '', speaker = '' }: Readonly<Record<string, string>>,
    @Body(bodyPipe) body: SpeakerNameBody,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.save({ request, reply }, body, { id, change: changeSpeakerName(speaker, body.name), ifMatch });
  }

  private save(exchange: Exchange, body: object, { id, ...correction }: Correction & { readonly id: string }): Promise<void> {
    return this.once.respond(exchange, body, async (keyed) => {
      const sender = { by: keyed.by, owner: keyed.owner, commandId: commandIdOf(keyed) };
      const path = `${this.address.basePath}${RECORDINGS_PATH}`;
      return renderAnswer(id, path, await this.corrections.correct(sender, id, correction));
    });
  }
}
