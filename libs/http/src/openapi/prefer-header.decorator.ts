import { ApiHeader } from '@nestjs/swagger';

/** RFC 7240, section 4.3. */
export function PreferHeader(description: string): MethodDecorator {
  return ApiHeader({
    name: 'Prefer',
    required: false,
    description,
    schema: { type: 'string', maxLength: 256, example: 'wait=5' },
  });
}
