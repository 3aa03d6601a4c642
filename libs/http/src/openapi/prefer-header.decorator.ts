import { ApiHeader } from '@nestjs/swagger';

/** RFC 7240, section 4.3. */
export function PreferHeader(): MethodDecorator {
  return ApiHeader({
    name: 'Prefer',
    required: false,
    description:
      '`wait=N` with `after_seq`: when nothing is newer, the answer waits up to N seconds, at most 30, until something is. `Preference-Applied` says that it would.',
    schema: { type: 'string', maxLength: 256 },
  });
}
