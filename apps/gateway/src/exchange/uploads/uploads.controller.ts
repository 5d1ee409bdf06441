import { Controller, Delete, Get, HttpCode, Inject, Options, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOfJson, readKeyedRequest, registrationIdOf, sendAnswer } from '../../kit/http/idempotency/http.js';
import { IdempotentRequests } from '../../kit/http/idempotency/idempotent-requests.js';
import { TakesNoBody } from '../../kit/http/problems/no-body.js';
import { Problem } from '../../kit/http/problems/problem.js';
import { UploadLimits } from '../../items/index.js';
import { Operation } from '../../kit/http/operation.js';
import { CurrentUser, type Principal } from '../../kit/http/access.js';
import { readChecksum } from './checksum.js';
import { readMetadata } from './metadata.js';
import { TakesBytes, buildAbilityHeaders, readContentLength, assertVersion, hasBytes, readByteCount } from './tus.js';
import { formatUploadPath, buildOffsetHeaders, toUploadResult, renderUpload } from './upload.js';
import type { Upload, UploadAnswer, UploadResult } from './upload.js';
import { Uploads } from './uploads.js';
import {
  abilitiesOperation,
  appendOperation,
  beginOperation,
  endOperation,
  placeOperation,
  resultOperation,
} from './uploads.operations.js';

const readMetadataHeader = (request: FastifyRequest): string | undefined => {
  const header = request.headers['upload-metadata'];
  return typeof header === 'string' ? header : header?.join(',');
};

/** Resumable uploads by the protocol tus 1.0. */
@Controller('api/v1/uploads')
export class UploadsController {
  constructor(
    @Inject(Uploads) private readonly uploads: Uploads,
    @Inject(UploadLimits) private readonly limits: UploadLimits,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Options()
  @Operation(abilitiesOperation)
  @HttpCode(204)
  abilities(@Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.headers(buildAbilityHeaders(this.limits.maxBytes));
  }

  @Post()
  @Operation(beginOperation)
  @TakesBytes()
  async begin(@CurrentUser() user: Principal, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    assertVersion(request);
    const [length, words] = [readByteCount(request, 'upload-length'), readMetadata(readMetadataHeader(request))];
    const checksum = readChecksum(request);
    const keyed = readKeyedRequest(request);
    let created: Upload | undefined;
    const answer = await this.once.run(keyed, {
      digest: () => Promise.resolve(hashOfJson({ length, words })),
      work: async () => {
        created = await this.uploads.begin(user, { recordingId: registrationIdOf(keyed), length, words });
        const headers = { location: formatUploadPath(created), ...buildOffsetHeaders(created) };
        return { status: 201, headers, body: '' };
      },
    });
    // A refusal, or a replay, which returns only the upload's address. The client asks there for the offset.
    if (created === undefined) {
      sendAnswer(reply, answer);
      return;
    }
    // Bytes that are refused do not end the upload, so the client must learn where it is.
    void reply.headers(answer.headers);
    const sending = { offset: 0, announced: readContentLength(request), checksum, bytes: request.raw };
    const upload = hasBytes(request) ? await this.uploads.append(user, created.id, sending) : created;
    sendAnswer(reply, { ...answer, headers: { ...answer.headers, ...buildOffsetHeaders(upload) } });
  }

  /** HEAD returns the upload offset. Ends an earlier request for this upload that has stopped sending. */
  @Get(':id')
  @Operation(placeOperation)
  async place(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UploadAnswer> {
    if (request.method === 'HEAD') await this.assertTus(user, id, request);
    const upload = await (request.method === 'HEAD' ? this.uploads.place(user, id) : this.uploads.requireUpload(user, id));
    void reply.headers({ ...buildOffsetHeaders(upload), 'upload-length': String(upload.length) });
    return renderUpload(upload);
  }

  @Patch(':id')
  @Operation(appendOperation)
  @TakesBytes()
  @HttpCode(204)
  async append(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.assertTus(user, id, request);
    if (!hasBytes(request)) throw new Problem('unsupported-media-type');
    const [offset, checksum] = [readByteCount(request, 'upload-offset'), readChecksum(request)];
    const sending = { offset, announced: readContentLength(request), checksum, bytes: request.raw };
    void reply.headers(buildOffsetHeaders(await this.uploads.append(user, id, sending)));
  }

  @Delete(':id')
  @Operation(endOperation)
  @HttpCode(204)
  @TakesNoBody()
  async end(@CurrentUser() user: Principal, @Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    await this.assertTus(user, id, request);
    await this.uploads.end(user, id);
  }

  @Get(':id/result')
  @Operation(resultOperation)
  async result(@CurrentUser() user: Principal, @Param('id') id: string): Promise<UploadResult> {
    const { upload, outcome } = await this.uploads.result(user, id);
    return toUploadResult(upload, outcome);
  }

  /** Never reveals another user's upload, whatever tus version the client sends. */
  private async assertTus(user: Principal, id: string, request: FastifyRequest): Promise<void> {
    await this.uploads.requireUpload(user, id);
    assertVersion(request);
  }
}
