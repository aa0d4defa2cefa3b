// SPDX-License-Identifier: GPL-2.0
/* Lines that scripts/coccinelle/sizeof-pointer.cocci must report are marked. */

struct item {
	char name[16];
	struct item *next;
};

void clear(struct item *item)
{
	memset(item, 0, sizeof(item));				/* report */
}

size_t member(struct item *item)
{
	return sizeof(item->next);				/* report */
}

size_t local(void)
{
	char *text = "text";

	return sizeof(text);					/* report */
}

size_t what_is_meant(struct item *item)
{
	char buffer[80];
	struct item *list[4];

	memset(item, 0, sizeof(*item));
	return sizeof(buffer) + sizeof(item->name) + sizeof(list) +
	       sizeof(struct item) + sizeof(void *) + sizeof(*list[0]);
}
