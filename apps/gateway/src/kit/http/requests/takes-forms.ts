import { RouteConfig } from '@nestjs/platform-fastify';

export const TAKES_FORMS = 'takesForms';
export const TAKES_PAIRS = 'takesPairs';

/** For operations that read a multipart body. All others refuse it. */
export const TakesForms = (): MethodDecorator => RouteConfig({ [TAKES_FORMS]: true });

/** For operations that read an HTML form without files (name–value pairs). All others refuse it. */
export const TakesPairs = (): MethodDecorator => RouteConfig({ [TAKES_PAIRS]: true });
