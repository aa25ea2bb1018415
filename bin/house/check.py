STEPS: tuple[str, ...] = ()


def walk(*a: object) -> None: ...
