import { Body, Controller, Delete, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { listCompanies, type OperationsContext } from '@lettrage/operations';
import { IsString, Length } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Route } from '../http/answer.js';
import { SESSION_COOKIE } from '../http/auth.guard.js';
import type { Caller } from '../http/caller.js';
import { HttpProblem } from '../http/http-problem.js';
import { CalledBy } from '../http/policy.js';
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
  @Route({ summary: 'Signs in with a single-use token; sets the session cookies', allow: 'public', answer: 'SignedIn' })
  async signIn(
    @Body() body: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { people } = this.context.database.system;
    const userId = await people.useSignIn(body.token);
    if (userId === undefined) {
      const message = 'This sign-in was used already or is too old. Start again: npm start prints a new one.';
      throw new HttpProblem(401, 'sign-in-used', message);
    }
    const session = await people.openSession(userId, SESSION_SECONDS);
    // Behind a proxy that ends TLS the page itself is still https, which its origin says.
    const secure = request.protocol === 'https' || (request.headers.origin ?? '').startsWith('https:');
    setSessionCookies(reply, session, secure);
    const user = await people.user(userId);
    return { user: { name: user?.name, email: user?.email }, csrfToken: session.csrf };
  }

  @Get()
  @Route({ summary: 'Who is signed in, and the companies he may see', allow: 'signed-in', answer: 'Session' })
  async who(@CalledBy() caller: Caller) {
    const companies = await listCompanies(this.context, new Set(caller.companies.keys()));
    return {
      user: { name: caller.name, email: caller.email },
      companies: companies.map(({ id, name, siren, currency, posting, demonstration }) => {
        const may = [...(caller.companies.get(id) ?? [])];
        return { id, name, siren, currency, posting, demonstration, may };
      }),
    };
  }

  @Delete()
  @Route({ summary: 'Signs out', allow: 'signed-in' })
  async signOut(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    const token = (request as { cookies?: Record<string, string | undefined> }).cookies?.[SESSION_COOKIE];
    if (token) await this.context.database.system.people.closeSession(token);
    clearSessionCookies(reply);
  }
}
