import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { listCompanies, type OperationsContext } from '@lettrage/operations';
import { IsString, Length } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SESSION_COOKIE } from '../http/auth.guard.js';
import type { Caller } from '../http/caller.js';
import { HttpProblem } from '../http/http-problem.js';
import { Allow, CalledBy } from '../http/policy.js';
import { clearSessionCookies, SESSION_SECONDS, setSessionCookies } from '../http/session.js';
import { OPERATIONS } from '../tokens.js';

class SignInDto {
  @ApiProperty({ description: 'The single-use token of the address that was printed or sent.' })
  @IsString()
  @Length(20, 200)
  token!: string;
}

@ApiTags('session')
@Controller('v1/session')
export class SessionController {
  constructor(@Inject(OPERATIONS) private readonly context: OperationsContext) {}

  @Post()
  @HttpCode(200)
  @Allow('public')
  @ApiOperation({ summary: 'Signs in with a single-use token; sets the session cookies' })
  async signIn(@Body() body: SignInDto, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { people } = this.context.database.system;
    const userId = await people.useSignIn(body.token);
    if (userId === undefined) throw new HttpProblem(401, 'sign-in-used', 'This sign-in was used already or is too old. Start again: npm start prints a new one.');
    const session = await people.openSession(userId, SESSION_SECONDS);
    setSessionCookies(reply, session, request.protocol === 'https');
    const user = await people.user(userId);
    return { user: { name: user?.name, email: user?.email }, csrfToken: session.csrf };
  }

  @Get()
  @Allow('signed-in')
  @ApiOperation({ summary: 'Who is signed in, and the companies he may see' })
  async who(@CalledBy() caller: Caller) {
    const companies = await listCompanies(this.context);
    return {
      user: { name: caller.name, email: caller.email },
      companies: companies
        .filter((company) => caller.companies.has(company.id))
        .map(({ id, name, siren, currency, posting, demonstration }) => ({ id, name, siren, currency, posting, demonstration, may: [...(caller.companies.get(id) ?? [])] })),
    };
  }

  @Delete()
  @HttpCode(204)
  @Allow('signed-in')
  @ApiOperation({ summary: 'Signs out' })
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = (request as { cookies?: Record<string, string | undefined> }).cookies?.[SESSION_COOKIE];
    if (token) await this.context.database.system.people.closeSession(token);
    clearSessionCookies(reply);
  }
}
