/**
 * People who sign in by themselves: a login, a password and the answer to a captcha go in, a token
 * of a session comes out, which every node knows until it is over. Who fails too often waits.
 */
package io.tidegate.engine.session;
