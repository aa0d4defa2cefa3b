// SPDX-License-Identifier: GPL-2.0
/* Lines that scripts/coccinelle/held.cocci must report are marked. */

int lock_left_on_error(struct ring *r)
{
	spin_lock(&r->lock);
	if (!r->size)
		return -EINVAL;			/* report */
	r->size--;
	spin_unlock(&r->lock);
	return 0;
}

int another_lock_released(struct ring *r, struct ring *s)
{
	spin_lock(&r->lock);
	if (!r->size) {
		spin_unlock(&s->lock);
		return -EINVAL;			/* report */
	}
	spin_unlock(&r->lock);
	return 0;
}

int goto_past_unlock(struct ring *r)
{
	int err = 0;

	spin_lock(&r->lock);
	if (!r->size) {
		err = -EINVAL;
		goto out;
	}
	spin_unlock(&r->lock);
out:
	return err;				/* report */
}

int interrupts_left_saved(struct ring *r)
{
	unsigned long flags;

	local_irq_save(flags);
	if (!r->size)
		return -EINVAL;			/* report */
	local_irq_restore(flags);
	return 0;
}

int interrupts_left_off(struct ring *r)
{
	local_irq_disable();
	if (!r->size)
		return -EINVAL;			/* report */
	local_irq_enable();
	return 0;
}

void left_off_without_value(struct ring *r)
{
	local_irq_disable();
	if (!r->size)
		return;				/* report */
	local_irq_enable();
}

int lock_released_on_all_paths(struct ring *r)
{
	int err = -EINVAL;

	spin_lock(&r->lock);
	if (!r->size)
		goto out;
	err = 0;
out:
	spin_unlock(&r->lock);
	return err;
}

int interrupts_restored_on_all_paths(struct ring *r)
{
	unsigned long flags;

	local_irq_save(flags);
	if (!r->size) {
		local_irq_restore(flags);
		return -EINVAL;
	}
	local_irq_restore(flags);
	return 0;
}

int error_before_lock(struct ring *r)
{
	if (!r)
		return -EINVAL;
	spin_lock(&r->lock);
	r->size++;
	spin_unlock(&r->lock);
	return 0;
}

int locking_function(struct ring *r)
{
	spin_lock(&r->lock);
	return 0;
}

void interrupts_off_for_good(void)
{
	local_irq_disable();
}

void interrupts_on_for_a_moment(struct ring *r)
{
	while (r->size) {
		local_irq_enable();
		r->size--;
		local_irq_disable();
	}
}
