import { Controller, Inject } from '@nestjs/common';
import {
  PICTURE_SUBJECT,
  pictureReplyCodec,
  pictureRequestCodec,
  type PictureReply,
  type PictureRequest,
} from '@throughline/contracts';
import { Responder, type BusMessage } from '@throughline/service-kit/transport';
import { Pictures } from './pictures.js';

/** Replies to the gateway's requests for pictures of videos. */
@Controller()
export class PicturesController {
  constructor(@Inject(Pictures) private readonly pictures: Pictures) {}

  @Responder(PICTURE_SUBJECT, { request: pictureRequestCodec, reply: pictureReplyCodec, queue: 'processing' })
  make({ content, signal }: BusMessage<PictureRequest>): Promise<PictureReply> {
    return this.pictures.make(content, signal);
  }
}
