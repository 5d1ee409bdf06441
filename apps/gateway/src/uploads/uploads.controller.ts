import { Body, Controller, Delete, Get, HttpCode, Inject, Options, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hashOfJson, keyedRequest, registrationIdOf } from '../idempotency/http.js';
import { IdempotentRequests } from '../idempotency/idempotent-requests.js';
import { noBodyPipe } from '../problems/no-body.js';
import { Problem } from '../problems/problem.js';
import { UploadLimits } from '../recordings/register/upload-limits.js';
import { CurrentUser, NeedsScope, OpenToAll } from '../tokens/auth.guard.js';
import type { Principal } from '../tokens/token.js';
import { readChecksum } from './checksum.js';
import { readMetadata } from './metadata.js';
import { TakesBytes, abilities, announcedBy, assertVersion, isOfBytes, numberIn } from './tus.js';
import type { Upload } from './upload.js';
import { addressOfUpload, placeHeaders, resultOf, uploadItem, type UploadItem, type UploadResult } from './upload-view.js';
import { Uploads } from './uploads.js';

const metadataOf = (request: FastifyRequest): string | undefined => {
  const given = request.headers['upload-metadata'];
  return typeof given === 'string' ? given : given?.join(',');
};

/** Files in parts, by the protocol tus 1.0. */
@Controller('api/v1/uploads')
@NeedsScope('write')
export class UploadsController {
  constructor(
    @Inject(Uploads) private readonly uploads: Uploads,
    @Inject(UploadLimits) private readonly limits: UploadLimits,
    @Inject(IdempotentRequests) private readonly once: IdempotentRequests,
  ) {}

  @Options()
  @OpenToAll()
  @HttpCode(204)
  abilities(@Res({ passthrough: true }) reply: FastifyReply): void {
    void reply.headers(abilities(this.limits.maxBytes));
  }

  @Post()
  @TakesBytes()
  @HttpCode(201)
  async begin(
    @CurrentUser() user: Principal,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    assertVersion(request);
    const [length, words] = [numberIn(request, 'upload-length'), readMetadata(metadataOf(request))];
    const checksum = readChecksum(request);
    const keyed = keyedRequest(request);
    let begun: Upload | undefined;
    const answer = await this.once.run(keyed, {
      digest: () => Promise.resolve(hashOfJson({ length, words })),
      work: async () => {
        begun = await this.uploads.begin(user, { recordingId: registrationIdOf(keyed), length, words });
        const headers = { location: addressOfUpload(begun), ...placeHeaders(begun) };
        return { status: 201, headers, body: '' };
      },
    });
    void reply.headers(answer.headers);
    // A replay tells where the upload is; how far it has come is asked there.
    if (begun === undefined || !isOfBytes(request)) return;
    const sending = { offset: 0, announced: announcedBy(request), checksum, bytes: request.raw };
    void reply.headers(placeHeaders(await this.uploads.append(user, begun.id, sending)));
  }

  /** With HEAD the place that tus asks for, and whoever has fallen silent is ended for it. */
  @Get(':id')
  async place(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UploadItem> {
    if (request.method === 'HEAD') await this.assertTus(user, id, request);
    const upload = await (request.method === 'HEAD' ? this.uploads.place(user, id) : this.uploads.known(user, id));
    void reply.headers({ ...placeHeaders(upload), 'upload-length': String(upload.length) });
    return uploadItem(upload);
  }

  @Patch(':id')
  @TakesBytes()
  @HttpCode(204)
  async append(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.assertTus(user, id, request);
    if (!isOfBytes(request)) throw new Problem('unsupported-media-type');
    const [offset, checksum] = [numberIn(request, 'upload-offset'), readChecksum(request)];
    const sending = { offset, announced: announcedBy(request), checksum, bytes: request.raw };
    void reply.headers(placeHeaders(await this.uploads.append(user, id, sending)));
  }

  @Delete(':id')
  @HttpCode(204)
  async end(
    @CurrentUser() user: Principal,
    @Param('id') id: string,
    @Body(noBodyPipe) _: unknown,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.assertTus(user, id, request);
    await this.uploads.end(user, id);
  }

  @Get(':id/result')
  async result(@CurrentUser() user: Principal, @Param('id') id: string): Promise<UploadResult> {
    const { upload, outcome } = await this.uploads.result(user, id);
    return resultOf(upload, outcome);
  }

  /** Of uploads of others nothing is said, in whatever version. */
  private async assertTus(user: Principal, id: string, request: FastifyRequest): Promise<void> {
    await this.uploads.known(user, id);
    assertVersion(request);
  }
}
