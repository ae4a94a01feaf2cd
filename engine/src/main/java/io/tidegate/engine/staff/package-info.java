/**
 * Accounts of staff: opened by one person, confirmed by another, disabled, given a new password.
 * Wishes of staff come in; changed accounts go out, or the reason why not.
 */
package io.tidegate.engine.staff;
