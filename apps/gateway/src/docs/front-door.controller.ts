import { Controller, Get, Redirect } from '@nestjs/common';
import { OpenToAll } from '../tokens/auth.guard.js';

/** Where a browser arrives that was given the address alone. Found, not moved: there may be another page tomorrow. */
@Controller()
@OpenToAll()
export class FrontDoorController {
  @Get()
  @Redirect('/docs', 302)
  open(): void {
    // The answer is the redirect.
  }
}
