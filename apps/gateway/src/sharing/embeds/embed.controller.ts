import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { Artifact } from '@throughline/contracts';
import { textFactsOf, titleOf } from '@throughline/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operation } from '../../kit/http/operation.js';
import { ARTIFACTS, FileAnswers, filesOf } from '../../items/index.js';
import { Transcripts } from '../../kinds/transcripts/index.js';
import { PublicAddress } from '../../people/index.js';
import { endWithLink } from '../end-with-link.js';
import { hideFromSearch } from '../hide-from-search.js';
import type { PublishedRecording } from '../published/recording-files.js';
import { EMBEDS, type SetServices } from '../published/set-services.js';
import { readSharedTranscript, renderPassages } from '../shared-transcript.js';
import type { EmbeddedRecordingAnswer, EmbeddedSetAnswer, EmbeddedTranscriptAnswer } from './embed.dto.js';
import * as operations from './embed.operations.js';

const EMBEDDED_PATH = '/api/v1/embedded';

/** Renders a recording. Names each field: nothing of the owner, the history or the outputs gets here by chance. */
function renderRecording({ entry, item, files }: PublishedRecording, base: string): EmbeddedRecordingAnswer {
  // Another file gets another address: a player and its browser see only by the address that the file was replaced.
  const fileOf = ({ name, mediaType, sha256 }: Artifact) => ({
    media_type: mediaType,
    url: `${base}/recordings/${entry.episodeId}/files/${name}?v=${sha256.slice(0, 12)}`,
  });
  const captions = files.transcripts.find(({ role }) => role === 'subtitles_vtt');
  return {
    id: entry.episodeId,
    title: titleOf(item.asset, item.personal) ?? null,
    duration_seconds: textFactsOf(item.asset).seconds ?? null,
    media: fileOf(files.media),
    captions: captions === undefined ? null : fileOf(captions),
    has_transcript: filesOf(item.asset).some(({ role }) => role === 'transcript'),
  };
}

const hideAnswer = (reply: FastifyReply): void => {
  hideFromSearch(reply);
  void reply.header('cache-control', 'no-store');
};

/** Players in pages of other sites. The code in the address is a secret: logs and metrics name routes, never addresses. */
@Controller('api/v1/embedded')
export class EmbedController {
  readonly #files: FileAnswers;

  constructor(
    @Inject(EMBEDS) private readonly embeds: SetServices,
    @Inject(Transcripts) private readonly transcripts: Transcripts,
    @Inject(PublicAddress) private readonly address: PublicAddress,
    @Inject(ARTIFACTS) store: ArtifactStore,
  ) {
    this.#files = new FileAnswers(store);
  }

  @Get(':code')
  @Operation(operations.readEmbedded)
  async read(
    @Param('code') code: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EmbeddedSetAnswer> {
    hideAnswer(reply);
    const { set, recordings } = await this.embeds.access.open(code, request.ip);
    const base = `${this.address.basePath}${EMBEDDED_PATH}/${code}`;
    return { title: set.title, items: recordings.map((one) => renderRecording(one, base)) };
  }

  @Get(':code/recordings/:recording/transcript')
  @Operation(operations.readEmbeddedTranscript)
  async transcript(
    @Param('code') code: string,
    @Param('recording') recording: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EmbeddedTranscriptAnswer> {
    hideAnswer(reply);
    const { item } = await this.embeds.access.openTranscript(code, recording, request.ip);
    return renderPassages(await readSharedTranscript(() => this.transcripts.withoutTopics(item.asset.owner, item.id)));
  }

  @Get(':code/recordings/:recording/files/:file')
  @Operation(operations.readEmbeddedFile)
  async file(
    @Param('code') code: string,
    @Param('recording') recording: string,
    @Param('file') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    hideFromSearch(reply);
    const { access } = this.embeds;
    const file = await access.openFile(code, recording, name, request.ip);
    endWithLink(reply.raw, async () => (await access.findFile(code, recording, name)) !== undefined);
    await this.#files.answer(request, reply, file);
  }
}
