import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { isDay } from '@lettrage/domain';
import { ValidateBy, ValidateIf, type ValidationError } from 'class-validator';
import type { Problem } from '@lettrage/domain';
import { HttpProblem } from './http-problem.js';

/** A field that may be left out, but not null: `IsOptional` would let null past every other check. */
export function Optional(description?: ApiPropertyOptions): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional(description),
    ValidateIf((_object, value) => value !== undefined),
  );
}

/** A day that exists, as `YYYY-MM-DD`. */
export function IsDayField(): PropertyDecorator {
  return ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value): boolean => typeof value === 'string' && isDay(value),
      defaultMessage: () => '$property must be a day that exists (YYYY-MM-DD)',
    },
  });
}

/** A required day. */
export function DayField(description?: string): PropertyDecorator {
  return applyDecorators(ApiProperty({ format: 'date', ...(description ? { description } : {}) }), IsDayField());
}

/** A day that may be left out. */
export function OptionalDay(description?: string): PropertyDecorator {
  return applyDecorators(Optional({ format: 'date', ...(description ? { description } : {}) }), IsDayField());
}

/** What the validator found, as one problem that names each field. */
export function fieldProblem(errors: readonly ValidationError[]): HttpProblem {
  const problems = errors.flatMap((error) => problemsOf(error, ''));
  const count = `${problems.length} field${problems.length === 1 ? ' is' : 's are'} wrong`;
  return new HttpProblem(
    422,
    'invalid-fields',
    `${count}: ${problems.map((each) => each.message).join('; ')}.`,
    problems,
  );
}

function problemsOf(error: ValidationError, above: string): Problem[] {
  const location = above === '' ? error.property : `${above}.${error.property}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]): Problem => ({
    severity: 'error',
    rule,
    message,
    location: location ?? '',
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => problemsOf(child, location))];
}
